"""The Telegram channel, against a real HTTP server that behaves like the Bot API."""
