"""The web chat: its pages, the interface behind them, signing in. ``app.create_app`` and ``server.serve``."""
