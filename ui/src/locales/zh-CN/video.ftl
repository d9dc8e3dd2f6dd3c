### 视频：影片、分镜、播放器。随页面加载。

## 分镜

film-storyboard = 新视频
film-make = 生成视频
film-first-frame = 首帧
film-last-frame = 尾帧
film-references = 参考图
film-slot-is = { $slot }：{ $name }
film-slot-limits = 300 到 6000 像素，小于 30 MB
film-slot-remove = 移除{ $slot }
film-slot-pick = 选择文件…
film-slot-library = 从图库选择…
film-slot-paste = 粘贴
film-swap = 交换首帧和尾帧
film-make-first = 改作首帧
film-text-only = 这个模型只用提示词生成视频。
film-or-references = 或拖入参考图：一段视频只能用首尾帧或参考图中的一种。
film-or-frames = 或拖入首帧和尾帧：一段视频只能用参考图或首尾帧中的一种。
film-use-references = 选择参考图…
film-use-frames = 改用首尾帧
film-use-references-held = 换回 { $count } 张参考图
film-use-frames-held = 换回 { $count } 张帧图
film-frames-over = 一段视频只有两帧，另外 { $count } 张图片没有放入。
film-drop-first = 视频以这张图片开始
film-drop-last = 视频以这张图片结束
film-drop-both = 两张图片分别作为首帧和尾帧
film-replaces-first = 替换当前首帧
film-replaces-last = 替换当前尾帧
film-replaces-both = 两张图片分别作为首帧和尾帧，并替换已有的图片
film-drop-references = 视频里要出现的内容
film-placeholder = 描述这段视频：发生什么，镜头怎么动
film-placeholder-frames = 从首帧开始会发生什么？也可以留空。
film-placeholder-references = 参考图里的内容要做什么？
film-library-title = 从图库选择：{ $slot }

## 选择器

film-model-pictures = 仅图生视频
film-model-seconds = { $shortest }–{ $longest } 秒
film-ratio-is = 画面比例：{ $ratio }
film-ratio-adaptive = 跟随首帧
film-ratio-follows-how = 有首帧时，这个模型保持首帧的画面比例。
film-ratio-auto = 自动：由模型决定。
film-ratio-auto-frame = 自动：跟随首帧。
film-length = 时长
film-length-is = 清晰度和时长：{ $length }
film-seconds-own = 由模型决定时长
film-frames = { $count } 帧
film-frames-how = 代替秒数：{ $fewest } 到 { $most } 帧，每档 { $step } 帧。24 帧为一秒。
film-camera-fixed = 固定镜头
film-camera-free = 自由镜头
film-watermark-on = 有水印
film-watermark-off = 无水印
film-audio-on = 有声音
film-audio-off = 无声音
film-short-cameraFixed-true = 固定
film-short-cameraFixed-false = 自由
film-short-watermark-true = 有
film-short-watermark-false = 无
film-short-audio-true = 有
film-short-audio-false = 无
film-seed-how = 同一个种子会尽量重现同样的视频。留空或填 -1，则每次不同。
film-style-flags = 这个模型的设置以参数形式写在提示词后面，由 Musa 填写。
film-about-tokens = 约 { $count } 个 token
film-comes-unknown = 由模型决定结果。
film-conflict = 提示词和选择器的设置不一致，什么都没有发出。
film-conflict-line = 提示词里写的是 { $flag }，而{ $field }设为 { $picked }。
film-conflict-typed = 按提示词生成
film-conflict-pickers = 按选择器生成

## 影片

films-loading = 正在加载更早的视频
film-empty = 想让什么动起来？
film-empty-how = 拖入开头和结尾的图片，或在下方描述一段视频。关闭 Musa 后，制作仍会继续。
film-sample-1 = 清晨，雾气从山间湖面散去，镜头缓缓推进
film-sample-2 = 一只纸船顺着雨水沟漂流，镜头贴近水面
film-sample-3 = 夜市，热气与霓虹，手持镜头穿过人群
film-menu = 可对这段视频进行的操作
film-name = { $prompt }。{ $state }
film-video = 视频
film-untitled = 没有提示词的视频
film-from-text = 文生视频
film-from-first = 首帧
film-from-frames = 首帧 + 尾帧
film-from-references = 参考图
film-view = 放大查看
film-reveal = 显示文件
film-again = 修改后再做
film-delete = 删除视频
film-deleted = 视频已删除
film-gone = 文件已不存在
film-saved-after = 开始后 { $time }保存。
film-tokens = { $count } 个 token
film-last-as-reference = 尾帧用作参考
film-last-first = 作为下一段视频的首帧
film-last-references = 作为视频的参考图
film-last-create = 作为创作的参考图
film-last-not-given = 服务商没有给出这段视频的尾帧。
film-last-not-fetched = 未能从服务商取回尾帧。
film-use-again = { $name }：放回分镜
film-pick-first = 选择首帧…
film-pick-last = 选择尾帧…
film-pick-references = 选择参考图…
film-paste = 粘贴图片作为帧
film-walk = 下一段或上一段视频
film-there = 视频已完成：{ $prompt }
film-not-there = 视频未完成：{ $prompt }

## 制作中

film-asked = 已询问 { $count } 次
film-goes-on = 关闭应用后仍会继续
film-running-share = 服务商正在制作，{ $share }
film-downloading-share = 下载中 { $share }
film-downloading-bytes = 下载中，{ $bytes }
film-warning = 服务商返回的状态“{ $status }”是 Musa 不认识的，会继续询问。
film-cancel = 取消
film-cancel-cost = 尚未开始，取消不产生费用。
film-leave = 停止等待
film-leave-cost = 正在制作的任务不能取消，停止等待也会扣费。
film-left = 已停止等待
film-left-why = 它可能仍会完成并扣费。再次询问不产生费用。
film-cancelled = 开始前已取消
film-follow = 再次询问

## 侧栏

film-task-title = 任务
film-status = 状态
film-task = 编号
film-task-none = 无：未被接受
film-started = 开始
film-asked-name = 跟进
film-link = 链接有效期
film-link-lives = 完成后 24 小时；文件会立即保存

## 播放器

film-play = 播放
film-pause = 暂停
film-play-pause = 播放或暂停
film-seek = 播放位置
film-sound-on = 打开声音
film-sound-off = 静音
film-opening = 正在打开视频
film-open-player = 用播放器打开
film-open-player-short = 播放器
film-open-next = 可以用其他程序观看。
film-no-codec = 这个系统缺少解码器，无法在这里播放这段视频。
film-no-codec-next = 文件是完整的。可以用其他程序观看，或安装系统的 H.264 解码器（Debian 和 Ubuntu 上是 gstreamer1.0-libav）。
