### 对话：会话、回答及其各部分、输入框、可设参数；以及文本模型为创作做的事：润色、翻译、描述。

## 回答中的文字

chat-code = 代码
chat-copy-code = 复制代码
chat-copied = 已复制
chat-table = 表格
chat-open-link = { $words }（{ $host }），在浏览器中打开
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
