"""What a chat may be told about its registrations, for the shell."""

from storage.own import own_registrations as own_registrations
