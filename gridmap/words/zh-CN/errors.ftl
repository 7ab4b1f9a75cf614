crs-missing = { $file } 没有写明坐标系。用 --crs EPSG:4326 或制图时用的坐标系写明（Python 里是 crs="EPSG:4326"），或把 .prj 文件放在旁边。
system-reason = { $reason ->
    [PermissionError] 没有权限
    [FileNotFoundError] 找不到
    [FileExistsError] 已经有同名的
    [IsADirectoryError] 这是文件夹，不是文件
    [NotADirectoryError] 路径里有一段不是文件夹
    [TimeoutError] 等太久没有回应
    [Timeout] 等太久没有回应
    [ConnectionRefusedError] 那边没有开这个服务
    [ConnectionError] 连接断了
    [SSLCertVerificationError] 那边的证书不可信
    [SSLError] 加密连接没建起来
    [gaierror] 找不到这个域名
    [HTTPException] 那边的回答不是 HTTP
    [ENOSPC] 磁盘满了
    [EDQUOT] 磁盘配额用完了
    [EROFS] 磁盘只能读
    [EIO] 磁盘读写出错
    [EBUSY] 正被别的程序占用
    [ENAMETOOLONG] 名称太长
    [EMFILE] 打开的文件太多
    [EADDRINUSE] 已被别的程序占用
    [EADDRNOTAVAIL] 这台机器没有这个地址
    [ENETUNREACH] 网络不通
    [EHOSTUNREACH] 到那台机器的网络不通
   *[other] { $reason }
}
wanted-something = 缺这一项，要填上
wanted-nothing = 没有这一项，看看名字有没有写错
wanted-names = 每一项都要有名字
wanted-object = 要写成一组带名字的值
wanted-json = 要写成 JSON，每一项只写一次
wanted-text = 要写文字
wanted-more-letters = 至少 { $least } 个字
wanted-fewer-letters = 最多 { $most } 个字
wanted-pattern = 格式要合乎 { $words }
wanted-characters = 里面有半个字符，去掉再试
wanted-file = 要把文件本身传来
wanted-list = 要写成列表
wanted-more-items = 至少 { $least } 个
wanted-fewer-items = 最多 { $most } 个
wanted-yes-or-no = 只能写 true 或 false
wanted-whole = 要写整数
wanted-number = 要写数
wanted-at-least = 最小是 { $least }
wanted-at-most = 最大是 { $most }
wanted-above = 要大于 { $least }
wanted-below = 要小于 { $most }
wanted-one-of = 只能写其中一个：{ $words }
wanted-day = 要写成 2026-03-02 这样的日期
wanted-moment = 要写成带时区的时间，如 2026-03-02T19:30:00+08:00
wanted-moment-near = 时间要在 1900 年到 2200 年之间
wanted-uuid = 要写 UUID，32 位十六进制
wanted-one-place = point、footprint、building 三样里给一样
wanted-other = 不是这里要的，对照接口说明改
