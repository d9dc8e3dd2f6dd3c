## 终端

cli-error-field = { $field }：{ $what }
cli-error-detail = 对方原文：{ $detail }
cli-numbered = { $number }/{ $of }：{ $words }

cli-state-queued = 排队中
cli-state-sending = 上传中
cli-state-sending-percent = 上传中，{ $percent }%
cli-state-waiting = 等待中
cli-state-waiting-seconds = 等待中，{ $seconds } 秒
cli-state-task = 等待中，{ $percent }%
cli-state-backing-off = { $seconds } 秒后重试
cli-state-receiving = 接收中
cli-state-receiving-bytes = 接收中，{ $received }
cli-state-receiving-of = 接收中，{ $received } / { $total }
cli-state-saving = 保存中
cli-state-done = 完成
cli-state-failed = 失败
cli-state-cancelled = 已取消
cli-state-unknown = 未知

cli-reduced = 参考图 { $reference } 以 { $toFormat }、{ $toPixels }、{ $toBytes } 发送；原图为 { $fromFormat }、{ $fromPixels }、{ $fromBytes }。
cli-reduced-mask = 蒙版以 { $toFormat }、{ $toPixels }、{ $toBytes } 发送；原图为 { $fromFormat }、{ $fromPixels }、{ $fromBytes }。

cli-saved-all = 已保存 { $saved } / { $asked } 张。
cli-saved-some = 已保存 { $saved } / { $asked } 张。查看经过：musa jobs show { $job }。重新请求其余图片（可能计费）：musa jobs retry { $job }。
cli-copy-failed = { $file } 已在图库中，但未能复制：{ $reason }

cli-stopping = 正在停止。尚未发送的不再发送；已发送的不再等待，但仍可能计费。
cli-stopped-hard = 已停止。已发送的请求仍可能计费；musa 下次启动时会处理。
cli-recovered-saved = 上次运行的图片现已保存：{ $file }
cli-recovered-ended = 上次运行在任务 { $job } 进行中结束。{ $what }

cli-key-prompt = { $host } 的密钥（不显示）：
cli-profile-added = 已添加 { $name }：{ $address }
cli-profile-current = 当前服务商：{ $name }
cli-profile-removed = 已移除 { $name }，其密钥已删除。
cli-profile-none = 还没有服务商。添加：musa profile add 名称 --preset whatai。或先试演示：musa generate --demo "一只红狐狸"
cli-profile-environment-key = 已设置 MUSA_API_KEY，将使用它；未读取密钥。
cli-key-kept = 密钥已存入系统钥匙串。
cli-key-not-kept = 密钥未保存，系统钥匙串不可用：{ $reason }。请每次用 MUSA_API_KEY 提供，或解锁钥匙串后运行：musa profile key { $name }
cli-key-not-needed = { $name } 不需要密钥。

cli-table-name = 名称
cli-table-address = 地址
cli-table-auth = 密钥方式
cli-table-proxy = 代理
cli-table-concurrency = 并发
cli-table-model = 模型
cli-table-ratios = 比例
cli-table-sizes = 尺寸
cli-table-references = 参考图
cli-table-mask = 蒙版
cli-table-owner = 所有者
cli-table-job = 任务
cli-table-when = 时间
cli-table-saved = 已保存
cli-table-state = 状态
cli-table-prompt = 提示词
cli-table-pixels = 像素
cli-table-file = 文件
cli-yes = 是
cli-no = 否
cli-models-note = 其他模型名也可使用：只发送你设置的内容。

cli-jobs-none = 还没有任务。
cli-job-title = 任务 { $job }
cli-job-prompt = 提示词：{ $prompt }
cli-job-model = 模型：{ $model }
cli-job-profile = 服务商：{ $profile }
cli-job-created = 提交时间：{ $created }
cli-job-saved = 已保存：{ $saved } / { $asked }
cli-job-call = 请求 { $number }：{ $state }
cli-job-task = 服务商任务号：{ $task }
cli-job-discarded = 已收起，图片保留。
cli-file-missing = { $file }（文件已不在）
cli-file-changed = { $file }（文件已被改动）
cli-library-none = 还没有图片。

cli-demo-serving = 演示服务商：接受任何密钥，不计费。按 Ctrl+C 结束。
cli-demo-stopped = 共处理 { $requests } 个请求。
cli-demo-port-taken = --port { $port }：{ $reason }
