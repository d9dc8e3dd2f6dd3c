### 各处之外的窗口：侧栏、顶栏、对话框、首次启动、命令面板。

app-name = Musa
undo = 撤销
toast-deleted = { $count } 张图片已移到回收站。
toast-copy-saved = 已另存为“{ $name }”。
toast-picture-copied = 图片已复制到剪贴板。
close = 关闭
dismiss = 知道了
