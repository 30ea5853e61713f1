"""The wire: records, canonical bytes, hashes and ids; standard library only, used by both ends."""
