keys-head = gridmap 的密钥，最新的在最前。这个文件要另存一份，不要和数据库的备份放在一起。
keys-lost = 这个工作区的姓名和电话是加密的，密钥文件 { $file } 却不见了。把留存的那份放回去。数据没有改动。
keys-foreign = { $file } 里的密钥不是这个工作区的。换成对的那份。数据没有改动。
keys-unreadable = { $file } 里的密钥读不出来：{ $reason }。把留存的那份放回去。数据没有改动。
keys-no-key = 有一行不是密钥
keys-unwritable = 密钥文件 { $file } 写不进去：{ $reason }。给当前账号加上所在文件夹的写权限，或用 GRIDMAP_KEYS 换一个文件。

cli-keys = 管理给姓名和电话加密的密钥。
cli-keys-rotate = 换一把新密钥，把姓名、电话和备注重新加密。
cli-keys-rotating = 正在重新加密
cli-keys-rotated = 已用新密钥重新加密 { $count } 项。{ $file } 要重新留一份；旧备份还要靠里面的旧密钥。
