request-unreadable = { $where ->
    [body] 请求的正文不能用：{ $why }。
   *[other] 请求里的 { $where } 不能用：{ $why }。
}
request-parameter-unknown = 这里没有参数 { $names }。可用的：{ $known }。
http-not-found = { $path } 没有内容。
http-method = { $path } 不接受这种请求。
http-too-large = 一次发得太多。分几次发。
http-host = 服务只认启动时的地址。
http-foreign-page = { $origin } 的网页不能往这里写。打开 gridmap 自己的页面。
http-refused = 请求被拒绝（{ $status }）。
http-unforeseen = 服务器出了问题，数据没有丢。详情见日志。
streams-full = 已有 { $most } 个页面在接收更新。关掉几个，或改为手动刷新。
port-taken = 端口 { $port } 不能用：{ system-reason }。用 --port 换一个。
import-report = 导入说明
upload-broken-off = 文件没传完整。再传一次。
uploads-too-much = 你传了还没导入的文件已到上限 { $most } MB，{ $file } 放不下。先导入或放弃几个；没人用的一小时后自动清掉。
rights-changed = 等着导入的时候你的职务变了，没有写入。重新导入一次。
upload-too-large = { $file } 超过 { $most } MB。在 settings.toml 里调大 upload_mb，或用 gridmap import 导入。
http-range = { $range } 不是这个文件（{ $size } 字节）里的一段。一次要一段就好。
picture-missing = 里面没有图片。把图片本身作为正文传来：JPEG、PNG 或 WebP。
picture-too-heavy = 文件太大，最多 { $most } MB。缩小再传。
serve-needs-account = { $home } 还没人能登录，谁连上来都能随便改。先建管理员：gridmap account admin 登录名
serve-needs-https = 在 { $host } 上，密码会被路上的人看到。用 --certificate 和 --key 给证书，用 --make-certificate 自己做一张，证书在代理上就写 --behind-proxy。
serve-needs-name = 浏览器用什么名称或地址打开这台服务器？用 --name 写明，或写进 settings.toml 的 hosts。
certificate-or-proxy = 三选一：--certificate 加 --key、--make-certificate、--behind-proxy。
certificate-half = --certificate 和 --key 要一起给。
certificate-unreadable = { $file } 和 { $key } 不是一对证书和私钥（PEM，不带密码）。
certificate-missing = { $file } 或 { $key } 读不了。检查路径，还有这个账户的读取权限。
certificate-name = “{ $name }”不是服务器的名称。写 gridmap.example.cn 这样的名称，或 IP 地址。
certificate-unwritable = 证书存不进 { $folder }：{ system-reason }。
certificate-odd = { $file } 不是 gridmap 写的那个文件。把它挪走，会重新做一张。
proxy-address = “{ $address }”不是 IP 地址。写代理从哪个地址连过来，比如 127.0.0.1。
streets-none = 没有一个工作区能打开。
streets-path = “{ $path }”不能放进网址。用小写字母、数字和连字符；在 --streets 的文件里，路径可以和文件夹不同名。
streets-twice = 有两个文件夹都叫 { $path }。写成 --streets 的文件，各用各的路径。
streets-environment = 环境变量 { $names } 会管到所有工作区。分别写进各自的 settings.toml。
streets-unreadable = { $file } 里没有列出工作区。先写 [streets]，下面一行一个：路径 = "文件夹"。
streets-title = 选你的街道
streets-closed = 现在打不开。
streets-closed-to-all = 这个街道现在打不开。服务器启动时写了原因，管服务器的人看得到。
http-open-line = 这条线路没加密。用 https:// 打开；代理要发送 X-Forwarded-Proto。
nowhere-title = 这个地址没有内容
nowhere-why = 可能路上断了一截。
nowhere-start = 回到首页
