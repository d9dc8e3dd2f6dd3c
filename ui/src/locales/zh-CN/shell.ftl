### 各处之外的窗口：侧栏、顶栏、对话框、首次启动、命令面板。

app-name = Musa
undo = 撤销
redo = 重做
close = 关闭
dismiss = 知道了
cancel = 取消
try-again = 重试

## 侧栏与顶栏

place-create = 创作
place-chat = 对话
place-video = 视频
place-library = 图库
rail-places = 页面
rail-queue = 队列
rail-queue-running = 队列，{ $count } 个任务进行中
rail-settings = 设置
search-label = 搜索命令和图片
provider-menu = 服务商：{ $name }
provider-menu-none = 未连接服务商
provider-menu-head = 服务商
provider-menu-settings = 服务商设置…
provider-menu-connect = 连接服务商…
provider-menu-demo = 内置演示
provider-menu-demo-detail = 在本机绘制，使用演示金额
provider-key-missing = 没有密钥
provider-key-session = 密钥保留到 Musa 关闭为止
balance = 余额 ≈ { $money }
balance-how = { $name } 给出的余额
balance-how-demo = 内置演示的演示金额
provider-balance-left = 余额 ≈ { $money }
provider-balance-used = 已用 { $money }
provider-balance-unlimited = 未设上限
panel-show = 显示面板
project = 项目：新图片放到这个画板上
project-none = 没有项目
project-is = 项目：{ $name }

## 消息

toasts-label = 消息
toast-refused = 有 { $count } 个文件没有加入
toast-refused-more = ……还有 { $count } 个
toast-deleted = { $count } 张图片已移到回收站。
toast-restored = { $count } 张图片已恢复。
toast-emptied = { $count } 张图片已移到系统回收站。
toast-on-board = { $count } 张图片已放到“{ $name }”。
toast-off-board = { $count } 张图片已从“{ $name }”取下。
toast-tagged = { $count } 张图片已加上标签“{ $name }”。
toast-untagged = { $count } 张图片已去掉标签“{ $name }”。
toast-board-deleted = 画板“{ $name }”已删除，图片还在。
toast-undo = 已撤销：{ $what }
toast-redo = 已重做：{ $what }
did-pictures = { $count } 张图片
did-rate = { did-pictures }的星级 { $stars }
did-flag =
    { $flag ->
        [picked] 选用 { did-pictures }
        [rejected] 淘汰 { did-pictures }
       *[none] 取消 { did-pictures }的标记
    }
did-tag = { did-pictures }的标签“{ $name }”
did-board = 把 { did-pictures }放到“{ $name }”
did-unboard = 从“{ $name }”取下 { did-pictures }
did-trash = 删除 { did-pictures }
did-restore = 恢复 { did-pictures }
did-import = 导入 { did-pictures }
did-add-board = 新建画板“{ $name }”
did-change-board = 修改画板“{ $name }”
did-delete-board = 删除画板“{ $name }”
toast-copy-saved = 已另存为“{ $name }”。
toast-picture-copied = 图片已复制到剪贴板。
toast-demo = 正在使用内置演示：图片在本机绘制，使用演示金额。

## 横幅

banner-session-key = { $name } 的密钥只保留到 Musa 关闭为止。
banner-session-key-next = 系统钥匙串没有收下它。
banner-session-key-action = 重新输入
banner-no-key = { $name } 还没有密钥。
banner-no-key-next = 没有密钥，无法用它生成图片。
banner-no-key-action = 输入密钥
banner-no-provider = 还没有连接服务商。
banner-no-provider-next = 已有的图片都还在。要生成新图片，请先连接服务商。
banner-library-choose = 选择文件夹…
banner-library-default = 使用默认文件夹
banner-library-again = 重新检查
banner-offline = 连接不上 { $name }。
banner-offline-next = 没有发送任何内容，也没有扣费。请检查网络后再试。
banner-offline-action = 检查连接
banner-online = { $name } 已恢复连接。

## 启动

start-waiting = 正在打开图库
start-slow = 比平时慢一些。
start-slow-next = 图库较大，或磁盘正在唤醒。可以继续等，也可以重试。
start-failed = Musa 的后台没有响应
start-failed-next = 图片都在原来的文件夹里，是安全的。请重试；若仍无响应，请重新启动 Musa。

## 首次启动

first-title = 做出值得留下的画面
first-line-1 = 用你已付费的模型生成、编辑图片。
first-line-2 = 文件留在你的文件夹，密钥留在你的钥匙串。
first-connect = 连接服务商
first-connect-text = 粘贴地址和密钥，当场检查，密钥存入系统钥匙串。
first-demo = 试试内置演示
first-demo-text = 不需要密钥，也不联网。图片在本机绘制，所有界面都能用。
first-language = 语言
first-sample = 虚化的夜景灯光，紫色与琥珀色

## 连接服务商

connect-title = 连接服务商
connect-text = 选择你已有密钥的服务商。
connect-which = 服务商
connect-other = 其他
connect-address-hint = 填到主机名即可，路径由 Musa 补上。
connect-name-placeholder = 我的中转站
connect-key-hint = 存入系统钥匙串，只会发往这个地址。
connect-key-kept = 已保存，不显示
connect-auth = 密钥方式
connect-auth-bearer = Bearer 令牌
connect-auth-google = Google API 密钥
connect-auth-none = 无需密钥
connect-check = 连接并检查
connect-checking = 正在检查
connect-again = 再次检查
connect-anyway = 仍然使用
connect-start = 开始创作
connect-works =
    { $models ->
        [0] 连接正常，但没有列出模型。
       *[other] 连接正常，共 { $models } 个模型。
    }
connect-in-use = 从现在起使用这家。
connect-still = 目前使用的仍是“{ $name }”。
connect-use = 改用这家
connect-session = 系统钥匙串没有收下密钥，它只保留到 Musa 关闭为止。

## 关闭

close-title = 还有 { $running } 个任务在进行
close-text = 已发出的请求，服务商还在处理。要怎样关闭 Musa？
close-background = 在后台继续
close-background-text = 关闭窗口；图片保存完后 Musa 自行退出。
close-stop = 不再等待
close-stop-text = 已发出的请求仍可能扣费。
close-stay = 先不关闭
close-stay-text = 窗口保持打开。

## 命令面板与快捷键

palette-title = 命令面板
palette-placeholder = 输入命令，或提示词中的文字
palette-none = 没有与“{ $text }”匹配的内容。
palette-empty = 现在没有可用的命令。
palette-pictures = 图片
shortcuts-title = 键盘快捷键
group-general = Musa
group-create = 创作
group-chat = 对话
group-video = 视频
group-picture = 图片
group-library = 图库
group-cull = 挑图
group-viewer = 查看
command-palette = 打开命令面板
command-shortcuts = 显示键盘快捷键
command-create = 前往创作
command-chat = 前往对话
command-video = 前往视频
command-library = 前往图库
command-queue = 显示队列
command-undo = 撤销
command-redo = 重做
command-settings = 打开设置
command-panel = 显示或隐藏面板
command-panel-away = 收起浮在页面上的面板
command-connect = 连接服务商
command-use-provider = 改用服务商 { $name }
command-open-library = 打开图库文件夹
command-theme-dark = 深色主题
command-theme-light = 浅色主题
command-theme-system = 主题跟随系统
command-english = 语言（Language）：English
command-chinese = 语言（Language）：中文
command-language-system = 语言跟随系统
