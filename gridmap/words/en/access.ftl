keys-head = Keys of gridmap, the newest first. Keep a copy of this file, but never beside a copy of the database.
keys-lost = Names and phones in this workspace are sealed, and the file of keys, { $file }, is gone. Put it back from its copy. Nothing was changed.
keys-foreign = The keys in { $file } are not those of this workspace. Put the right file there. Nothing was changed.
keys-unreadable = The keys in { $file } cannot be read: { $reason }. Put the file back from its copy. Nothing was changed.
keys-no-key = a line in it is no key
keys-unwritable = The file of keys, { $file }, cannot be written: { $reason }. Give this account write permission on its folder, or name another file with GRIDMAP_KEYS.

cli-keys = Look after the keys that names and phones are sealed with.
cli-keys-rotate = Seal all names, phones and notes anew with a new key.
cli-keys-rotating = Sealing anew
cli-keys-rotated = { $count } entries are sealed with a new key. Keep a new copy of { $file }; older backups still need the old keys in it.
