database-busy = { $place } is being written by someone else and stayed so for a minute. Wait for that work to end (an import, for instance), then try again.
database-corrupt = { $place } is damaged ({ $reason }). Stop gridmap and put the newest copy from the folder “backups” in its place.
database-exists = { $place } already holds a workspace. Open it, or choose another folder with --home.
database-foreign = { $place } was not made by gridmap ({ $reason }). Choose the right folder with --home, or move the file away.
database-missing = There is no workspace in { $place } yet. Make one with “gridmap init”, or choose another folder with --home.
database-newer = { $place } was last opened by a newer gridmap (its revision is { $found }, this one knows up to { $latest }). Update gridmap.
database-read-only = { $place } cannot be written ({ $reason }). Give this account write permission on the folder and its files.
database-unreachable = The database server of { $place } does not answer ({ $reason }). Check GRIDMAP_DB, and that the server is running.
database-unfinished = { $place } was made by a gridmap between two releases: it has no { $column }, and there is no way on from there. Open it with the gridmap that made it, or make a new one with “gridmap init” and import your files again.
database-url = GRIDMAP_DB is “{ $url }”, which is no address of a PostgreSQL database. Write it as postgresql://user:password@host/database.
disk-fault = The disk below { $place } failed while reading or writing ({ system-reason }). Nothing was changed. Check the disk, then try again.
disk-full = The disk that holds { $place } is full. Nothing was changed. Free some space, then try again.
backup-failed = { $place } comes from an older gridmap and has to be backed up before it is brought up to date, but pg_dump failed: { $reason ->
    [absent] it is not installed
   *[other] { $reason }
}. Install the server version's postgresql-client, then try again. Nothing was changed.
home-unwritable = The folder { $place } cannot be written ({ system-reason }). Choose another one with --home, or give this account write permission.
migration-fault = Bringing the database up to date (to revision { $latest }) left { $table } row { $row } referring to nothing, so it was undone. Report this; the old database is as it was.
postgis-missing = The database server of { $place } has no PostGIS. Install it (on Debian postgresql-15-postgis-3) and, as an administrator, run CREATE EXTENSION postgis in that database.
workspace-empty = The database has no workspace in it yet. Make one with “gridmap init”.
tiles-failed = The map could not be drawn ({ system-reason }). `gridmap tiles` tries again.
tiles-unknown = There are no tiles { $version } here any more. Load the page again.
