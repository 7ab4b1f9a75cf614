sign-in-needed = 先登录。
not-yours = { $area }不归你管。可以找那里的负责人。
beyond-yours = 那里不在你负责的范围内。
not-your-role = 你的职务不能{ $act ->
    [change] 改
   *[see] 看
 }{ $data ->
    [ground] 底图
    [figures] 数字
    [doors] 每一户
    [visits] 走访
    [cases] 事件
    [key_groups] 这个重点群体
    [register] 台账
    [people] 人员
    [placing] 待落位的楼
    [setting_up] 网格和楼栋的设置
    [accounts] 账号
   *[audit] 查看记录
 }。确实要用，找给你开账号的人。
visit-not-yours = 这户在{ $area }，{ $day }那天不归你管。这条走访还留在手机里，拿给社区看。
visit-row-not-yours = { $what }：这户不在你负责的范围内，这一行没有导入。
group-too-few = 户数太少，不列出。
