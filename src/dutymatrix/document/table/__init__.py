"""Tables of tasks in a document (任务分解表)."""
