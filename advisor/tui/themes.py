"""The colours: calm, in a dark, a light and a high-contrast set."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="calm-dark",
    primary="#7fa8cf",
    secondary="#8d9db0",
    accent="#d8b070",
    success="#93bb7c",
    warning="#d8b070",
    error="#d9837b",
    foreground="#d6dae1",
    background="#14171c",
    surface="#181c22",
    panel="#2a313b",
    dark=True,
    variables={
        "border": "#7fa8cf",
        "border-blurred": "#39424e",
        "block-cursor-background": "#2b3a4a",
        "block-cursor-foreground": "#eef2f7",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#222933",
        "block-cursor-blurred-foreground": "#d6dae1",
        "text-muted": "#8d97a5",
        "scrollbar": "#39424e",
        "scrollbar-hover": "#4d5967",
        "scrollbar-active": "#7fa8cf",
        "scrollbar-background": "#1a1f26",
        "scrollbar-background-hover": "#1a1f26",
        "scrollbar-background-active": "#1a1f26",
        "input-selection-background": "#7fa8cf 35%",
    },
)

LIGHT = Theme(
    name="calm-light",
    primary="#2c5d8a",
    secondary="#55667a",
    accent="#8a5a00",
    success="#3d6b21",
    warning="#8a5a00",
    error="#a8322a",
    foreground="#23272e",
    background="#f8f7f3",
    surface="#f2f0ea",
    panel="#dfdcd2",
    dark=False,
    variables={
        "border": "#2c5d8a",
        "border-blurred": "#bdb9ac",
        "block-cursor-background": "#d3e0ec",
        "block-cursor-foreground": "#12161b",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#e6e3da",
        "block-cursor-blurred-foreground": "#23272e",
        "text-muted": "#666b73",
        "scrollbar": "#bdb9ac",
        "scrollbar-hover": "#a29d8f",
        "scrollbar-active": "#2c5d8a",
        "scrollbar-background": "#eeebe3",
        "scrollbar-background-hover": "#eeebe3",
        "scrollbar-background-active": "#eeebe3",
    },
)

CONTRAST = Theme(
    name="high-contrast",
    primary="#ffffff",
    secondary="#ffffff",
    accent="#ffff00",
    success="#00ff7f",
    warning="#ffff00",
    error="#ff8080",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#303030",
    dark=True,
    text_alpha=1.0,
    variables={
        "border": "#ffff00",
        "border-blurred": "#a0a0a0",
        "block-cursor-background": "#ffff00",
        "block-cursor-foreground": "#000000",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#404040",
        "block-cursor-blurred-foreground": "#ffffff",
        "text-muted": "#e0e0e0",
    },
)

THEMES = (DARK, LIGHT, CONTRAST)
