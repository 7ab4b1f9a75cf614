database-busy = { $place } 一直被别的程序占着，等了一分钟。等那边（比如导入）做完，再试一次。
database-corrupt = { $place } 已损坏（{ $reason }）。先停掉 gridmap，再用 backups 文件夹里最新的备份换上。
database-exists = { $place } 已经有工作区。直接打开它，或用 --home 换一个文件夹。
database-foreign = { $place } 不是 gridmap 的数据库（{ $reason }）。用 --home 指对文件夹，或把这个文件移走。
database-missing = { $place } 还没有工作区。用“gridmap init”新建，或用 --home 换一个文件夹。
database-newer = { $place } 被更新版本的 gridmap 用过（它是第 { $found } 版，本程序只到第 { $latest } 版）。先升级 gridmap。
database-read-only = { $place } 写不进去（{ $reason }）。给当前账号加上这个文件夹和里面文件的写权限。
database-unreachable = 连不上 { $place } 的数据库服务器（{ $reason }）。看看 GRIDMAP_DB 写得对不对，服务器开没开。
database-unfinished = { $place } 是两个正式版之间的 gridmap 建的：里面没有 { $column }，没法接着升级。用当时的 gridmap 打开它；或者用“gridmap init”新建一个，文件再导一遍。
database-url = GRIDMAP_DB 写的是“{ $url }”，不是 PostgreSQL 数据库地址。写成 postgresql://用户:密码@主机/数据库。
disk-fault = 读写 { $place } 时磁盘出错（{ system-reason }）。数据没有改动。检查磁盘后再试。
disk-full = { $place } 所在的磁盘满了。数据没有改动。腾出空间后再试。
backup-failed = { $place } 是旧版 gridmap 的数据库，升级前要先备份，但 pg_dump 没成功：{ $reason ->
    [absent] 没有安装
   *[other] { $reason }
}。装上与服务器同版本的 postgresql-client 再试。数据没有改动。
home-unwritable = 文件夹 { $place } 写不进去（{ system-reason }）。用 --home 换一个，或给当前账号加上写权限。
migration-fault = 数据库升级到第 { $latest } 版时，{ $table } 第 { $row } 行没了对应的数据，已撤回。把这个问题报给我们，旧数据库原样未动。
postgis-missing = { $place } 的数据库服务器没有 PostGIS。先装上（Debian 用 postgresql-15-postgis-3），再由管理员在这个库里运行 CREATE EXTENSION postgis。
workspace-empty = 数据库里还没有工作区。用“gridmap init”新建。
tiles-failed = 地图没画出来（{ system-reason }）。用 `gridmap tiles` 再试一次。
tiles-unknown = 这里没有版本为 { $version } 的地图了。重新打开页面就好。
