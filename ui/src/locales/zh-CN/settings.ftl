### 设置。

settings-title = 设置
settings-sections = 设置分类
settings-providers = 服务商
settings-library = 图库
settings-prices = 模型与价格
settings-appearance = 外观
settings-about = 关于
settings-saved = 已保存
settings-unsaved = 这里有尚未保存的修改。
settings-keep-editing = 继续编辑
settings-discard = 放弃修改
settings-save = 保存
settings-back = 全部服务商

## 服务商

providers-hint = 图片由服务商生成，新的请求会发给使用中的那一家。
providers-none = 还没有服务商
providers-none-next = 连接你已有密钥的服务商。按下“生成”之前，不会发送任何内容。
providers-add = 添加服务商
providers-current = 使用中
providers-use = 改用这家
providers-edit = { $name } 的设置
providers-demo = 内置：在这台电脑上画图，不需要密钥；价格和余额都只是演示金额。
providers-session = 来自 Musa 启动时的环境变量，不能在这里修改。
providers-default-concurrency = 新服务商的并发请求数
providers-default-concurrency-hint = 1 到 32。越大越快，过大时服务商会拒绝。

key-keychain = 密钥在系统钥匙串中
key-session = 密钥保留到 Musa 关闭为止
key-missing = 没有密钥
key-not-needed = 不需要密钥
key-unknown = 系统钥匙串没有响应
key-session-why = 系统钥匙串没有收下密钥，它只保留到 Musa 关闭为止。
key-session-reason = 系统钥匙串给出的原因：{ $reason }
key-field-replace = 新密钥
key-hint = 存入系统钥匙串，只会发往 { $host }，之后不再显示。
key-save = 保存密钥
key-forget = 删除密钥

provider-name-hint = 在 Musa 里显示的名字。
provider-address-hint = 填到域名为止，/v1 及后面的部分由 Musa 补上。
provider-address-moves = 换了地址，需要重新输入密钥。原来的密钥只属于 { $host }。
provider-auth = 密钥的发送方式
provider-auth-bearer = Authorization: Bearer
provider-auth-google-key = x-goog-api-key
provider-auth-none = 不用密钥
provider-network = 网络
provider-proxy-system = 跟随系统
provider-proxy-none = 不使用
provider-proxy-address = 指定地址
provider-proxy-address-field = 代理地址
provider-proxy-hint = http://127.0.0.1:8080 或 socks5://127.0.0.1:1080
provider-concurrency-hint = 1 到 32，其余的排队等候。
provider-tasks = 以任务方式生成
provider-tasks-hint = 由服务商在后台生成，之后再取结果，断线或重启都不会丢失。并非所有服务商都支持。
provider-connection = 连接
provider-check = 检查
provider-check-again = 再检查一次
provider-checking = 正在连接 { $host }
provider-works = { $count ->
        [0] 可以使用，但没有列出模型。
       *[other] 可以使用，共 { $count } 个模型。
    }
provider-check-hint = 只获取模型列表，不扣费。
provider-remove = 移除
provider-remove-ask = 移除 { $name }？
provider-remove-next = 它的密钥和价格会被删除，图片保留。
provider-remove-yes = 移除服务商

## 图库

folder-title = 文件夹
folder-hint = 图片在这里就是普通文件，可以随意移动和备份。
folder-choose = 选择…
folder-default = 使用默认
folder-show = 显示
folder-is-default = 这是默认文件夹。
template-title = 文件名
template-field = 命名模板
template-example = 例如：{ $example }
template-hint = 斜杠表示文件夹。已有的文件不会被覆盖。
template-fields = 可以使用的项目
template-insert = 插入 { $field }
template-date = 日期，2026-11-22
template-time = 时间，14-05-09
template-project = 项目画板名，没有时为 musa
template-model = 模型名
template-prompt = 提示词的开头
template-ratio = 画面比例，16x9
template-seq = 序号
template-seq-digits = 四位序号，0142

upkeep-title = 维护
upkeep-hint = 两项操作都不会删除或移动图片。
upkeep-verify = 检查图库
upkeep-verify-what = 把每个文件与保存时的记录逐一比对，不做任何改动。
upkeep-verify-now = 检查
upkeep-verify-going = 正在检查图库
upkeep-verify-failed = 检查未能继续
upkeep-rebuild = 重建索引
upkeep-rebuild-what = 根据文件夹重新生成图片列表和搜索用的词。
upkeep-rebuild-now = 重建…
upkeep-rebuild-ask = 现在重建索引？
upkeep-rebuild-keeps = 不会删除任何内容：图片、星级、标签和画板都保留。开始后无法中途停止。
upkeep-rebuild-yes = 重建
upkeep-rebuild-going = 正在重建索引
upkeep-rebuild-failed = 索引未能重建
upkeep-stop = 停止
upkeep-stopped = 已中途停止
upkeep-done-of = { $done } / { $total }
upkeep-verified = { $count ->
        [0] 一切都与保存时一致
       *[other] 发现 { $count } 处与保存时不一致
    }
upkeep-looked = 共 { $total } 个文件和记录，已检查 { $done } 个。
upkeep-found = { $what }。没有改动任何内容。
upkeep-found-first = 前 { $count } 处中：{ $what }。没有改动任何内容。
upkeep-which = 查看是哪些
upkeep-more = 另有 { $count } 处
upkeep-missing = { $count } 个文件缺失
upkeep-missing-next = 请放回原处，或在图库中删除这些图片。
upkeep-changed = { $count } 个文件在 Musa 之外被改动
upkeep-changed-next = 会按现在的样子保留。
upkeep-unknown = { $count } 个文件不在图库里
upkeep-unknown-next = 导入所在的文件夹即可收进图库。
upkeep-no-record = { $count } 张图片没有可读的记录
upkeep-no-record-next = 图片仍在图库里，但换一台电脑时提示词不会一起带过去。
upkeep-bad-record = 记录中有 { $count } 个文件无法作为记录读取
upkeep-bad-record-next = 请查看这些文件；对应的图片可以重新导入。
upkeep-record-differs = { $count } 条记录与索引不一致
upkeep-record-differs-next = 重建索引会以记录为准。
upkeep-unreadable = { $count } 个文件或文件夹无法读取
upkeep-unreadable-next = 请检查读取权限和磁盘。
upkeep-foreign = { $count } 个图形或影片不在图库里
upkeep-foreign-next = 无法导入，会留在原处。
upkeep-no-row = { $count } 张图片不在索引里
upkeep-no-row-next = 重建索引即可找回。
upkeep-rebuilt = { $count ->
        [0] 索引已重建，没有图片
       *[other] 索引已重建，共 { $count } 张图片
    }
upkeep-rebuilt-left = { $count } 条记录没有文件或无法读取，仍然保留。

## 价格

prices-hint = 各家收费不同，价格请自行填写。“生成”按钮和每一批图片旁会显示合计。
prices-provider = 服务商
prices-currency = 货币
prices-currency-other = 其他…
prices-currency-code = 货币，三个字母
prices-each = 每张图片的价格
prices-of = { $model } 每张图片的价格
prices-picture = 每张
prices-million = 每百万 token
prices-of-million = { $model } 每百万 token 的价格
prices-none = 未填写
prices-add = 其他模型
prices-add-id = 模型名
prices-add-hint = 与服务商的写法完全一致。
prices-add-do = 添加
prices-tokens = 文本模型
prices-tokens-hint = 每百万 token 的价格，对话会在每条回答下显示合计。
prices-asked = 提问
prices-answered = 回答
prices-asked-of = { $model } 每百万提问 token 的价格
prices-answered-of = { $model } 每百万回答 token 的价格
prices-no-provider = 还没有服务商
prices-no-provider-next = 价格按服务商填写。先连接一家，再填它的收费。

## 外观

appearance-theme = 主题
appearance-system = 跟随系统
appearance-dark = 深色
appearance-light = 浅色
appearance-language = 语言
appearance-language-system = 跟随系统（{ $language }）

## 关于

about-version = 版本 { $version }
about-licence = 自由软件，可任选 MIT 许可证或 Apache 许可证 2.0。
about-where = 数据存放位置
about-pictures = 图片及其记录
about-keys = 密钥
about-keys-where = 系统钥匙串
about-rest = 设置和索引
about-rest-where = Musa 的数据文件夹。索引可以从图库重建。
about-typeface = 字体：Inter，SIL 开放字体许可证。图标：Lucide，ISC 许可证。

## 通知

notify-title = 通知
notify-label = 视频或耗时较长的任务结束时通知我
notify-hint = 仅当 Musa 的窗口不在最前时。点击通知即可打开窗口。
