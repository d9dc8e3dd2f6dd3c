### 对话：会话、回答及其各部分、输入框、可设参数；以及文本模型为创作做的事：润色、翻译、描述。

## 回答中的文字

chat-code = 代码
chat-copy-code = 复制代码
chat-copied = 已复制
chat-table = 表格
chat-opens = （在浏览器中打开）
chat-picture-elsewhere = [图片：{ $words }]
chat-json-items = { $count } 项
chat-json-names = { $count } 个字段
chat-json-more = 再显示 { $count } 项

## 回答的各部分

chat-thinking = 正在思考
chat-thought = 思考过程
chat-thought-for = 思考了 { $time }
chat-thought-hidden = 该模型不公开思考内容。
chat-branches = 版本
chat-branch = { $number }/{ $count }
chat-branch-before = 上一个版本
chat-branch-after = 下一个版本
chat-sources = 来源
chat-tool = 调用 { $name }
chat-tool-unnamed = 函数
chat-tool-calling = 正在调用，参数
chat-tool-called = 已调用，参数
chat-tool-answered = 已回复
chat-tool-waits = 等待结果
chat-tool-no-json = 这些参数不是 JSON。
chat-tool-result = 结果
chat-tool-result-placeholder = 函数返回的内容：JSON 或纯文本
chat-tool-give = 提交结果
chat-tool-empty = （空）
chat-tool-rewrite = 修改结果

## 文字的改动

changes-gone = 删去：
changes-come = 加入：

## 说过的话

chat-messages = 对话内容
chat-pictures = 消息中的图片
chat-video-of = 来自 { $host } 的视频
chat-copy-message = 复制消息
chat-edit = 修改后重新发送
chat-answer-of = { $model } 的回答
chat-copy-answer = 复制回答
chat-again = 重新回答
chat-response = 服务商的原始响应
chat-tokens = { $count } 个 token
chat-usage-input = 提问 { $count }
chat-usage-cached = 其中缓存 { $count }
chat-usage-output = 回答 { $count }
chat-usage-thinking = 思考 { $count }
chat-waiting-for = 等待服务商响应，已 { $time }
chat-to-end = 回到底部
chat-to-end-growing = 查看回答
chat-refusal = 模型拒绝了。
chat-unknown-part = 服务商发来了“{ $name }”，Musa 无法显示，可在原始响应中查看。
chat-quoted = “{ $text }”
chat-search-searching =
    { $what ->
        [none] 正在搜索网页
       *[other] 正在搜索 { $what }
    }
chat-search-done =
    { $what ->
        [none] 已搜索网页
       *[other] 已搜索 { $what }
    }
chat-search-failed =
    { $what ->
        [none] 搜索没有完成
       *[other] 对 { $what } 的搜索没有完成
    }
chat-search-no-pages = 没有列出网页。
chat-open-picture = 打开图片
chat-picture-saved = 已存入图库
chat-picture-saving = 正在保存图片
chat-use-in-create = 在创作中用作参考图
chat-use-here = 用在下一条消息里
chat-tool-continue = 继续
chat-tool-missing = 还缺 { $count } 个结果。
chat-json = JSON 回答
chat-copy-json = 复制 JSON
chat-json-fits = 是 JSON，符合要求
chat-json-differs = 是 JSON，但有 { $count } 处不符合结构
chat-json-none = 不是 JSON
chat-json-problems-more = 还有 { $count } 处
chat-cut = 回答中断了，已收到的内容都保留着。
chat-stopped = 已停止，收到的内容都保留着。
chat-finish-length = 已达到 token 上限。可调高上限，或让它接着写。
chat-finish-filter = 被服务商的安全过滤中止。
chat-finish-other = 以“{ $word }”结束。
chat-said-done = 回答：{ $words }
chat-said-failed = 回答失败。

## 会话

chat-conversations = 会话列表
chat-find = 查找对话
chat-new = 新对话
chat-none = 还没有对话。
chat-none-found = 没有找到“{ $words }”。
chat-untitled = 新对话
chat-running = 正在回答
chat-menu = 对话操作
chat-menu-of = “{ $title }”的操作
chat-rename = 重命名
chat-delete = 删除对话
chat-deleted = 对话已删除。
chat-export-markdown = 导出为 Markdown…
chat-export-json = 导出为 JSON…
chat-now = 刚刚
chat-minutes = { $count } 分钟前
chat-loading = 正在打开对话
chat-empty = 聊一聊
chat-empty-next = 起名、写文案、描述图片、策划系列，用的是同一个密钥。
chat-begin-name = 给一款印着大丽花的茶叶罐起三个名字，各配一句话
chat-begin-see = 把我附上的图片写成提示词：光线、色彩、镜头
chat-begin-plan = 策划六张秋季主题图，用表格列出主体、光线和画面比例

## 输入框

chat-composer = 新消息
chat-message = 消息
chat-placeholder = 回复，或把图片拖到这里
chat-placeholder-first = 说点什么，或把图片拖到这里
chat-send = 发送
chat-send-nothing = 还没有可发送的内容：先写消息或添加图片
chat-stop = 停止
chat-editing = 正在修改之前的消息，原来的会保留为另一个版本。
chat-editing-stop = 不修改之前的消息
chat-picture-remove = 移除 { $name }
chat-video = 视频地址
chat-video-placeholder = https://… 开头的 MP4 地址
chat-video-remove = 不发送视频
chat-video-unseen = 不确定 { $model } 能否看视频。
chat-send-anyway = 仍然发送
chat-attach = 添加附件
chat-attach-files = 从文件选择图片…
chat-attach-library = 从图库选择图片…
chat-attach-video = 视频地址
chat-drop = 添加到消息
chat-paste = 把图片粘贴到消息
chat-focus = 写消息
chat-before = 上一个对话
chat-after = 下一个对话
chat-search = 搜索
chat-web-search = 允许模型搜索网页
chat-images = 图片
chat-make-pictures = 允许模型生成图片
chat-schema = JSON 结构
chat-form = 回答格式
chat-form-is = { $shown }，回答格式：{ $form }
chat-form-free = 不限
chat-form-json-object = JSON
chat-form-schema = 按结构
chat-form-free-what = 模型自由回答。
chat-form-json-object-what = 返回一个 JSON 对象。消息或系统提示词里必须出现“JSON”一词，且不保证其结构。
chat-schema-placeholder = JSON 结构（JSON Schema）
chat-schema-fine = 可以读取。
chat-example = 插入示例
chat-json-trouble = 还不是有效的 JSON：{ $reason }
chat-tools = 工具
chat-tools-count = 工具 { $count }
chat-tools-are =
    { $count ->
        [0] { $shown }：无
       *[other] { $shown }：{ $count } 个函数
    }
chat-tools-what = 模型可以调用的函数。Musa 不会运行它们，结果由你填写。
chat-tools-placeholder = 函数的 JSON 列表
chat-tools-fine = 共 { $count } 个函数。
chat-tool-choice = 调用方式
tool-choice-auto = 由模型决定
tool-choice-none = 不调用
tool-choice-required = 至少调用一个
chat-pick-title = 从图库选择图片

## 对话的设置

chat-protocol = 协议
chat-protocol-is = 协议：{ $protocol }
protocol-chat = Chat
protocol-chat-what = chat/completions，几乎所有模型都支持
protocol-responses = Responses
protocol-responses-what = OpenAI 的新接口，支持联网和图片
protocol-gemini = Gemini
protocol-gemini-what = Google 原生接口，支持思考
protocol-completions = Completions
protocol-completions-what = 接着文本往下写，没有消息
protocol-unproposed = 不确定 { $model } 是否支持
chat-model-unknown = 未知模型，能力不限
chat-can-words = 文字
chat-can-vision = 看图片
chat-can-video = 看视频
chat-can-thinking = 会思考
chat-can-tools = 调用工具
chat-can-pictures = 生成图片
chat-system = 系统提示词
chat-system-placeholder = 希望模型在这个对话里怎样回答
chat-parameters = 参数
chat-parameters-are = 参数：{ $set }
chat-parameters-how = { $protocol } 请求的字段，留空则不发送。
chat-parameter-find = 查找字段
parameter-unset = 未设置
parameter-number = 数值
parameter-integer = 整数
parameter-text = 文本
parameter-texts = 文本，或 JSON 列表
parameter-json = JSON
parameter-range = { $least } 至 { $most }
parameter-from = 不小于 { $least }

## 文本模型对提示词的处理

wish-improve = 润色后的提示词
wish-translate = 翻译后的提示词
wish-describe = 根据图片写的提示词
wish-waits = 正在询问文本模型
wish-same = 无需修改。
wish-keep = 保留原文
wish-take = 采用
