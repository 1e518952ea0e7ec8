// Preloaded into every child of the launcher: when the launcher is killed (even with -9), its end of this channel
// closes, and the child must not stay behind on the port. The child's own children inherit the preload, and ignore it.
if (process.env.BATON_LAUNCHER === String(process.ppid)) {
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM')
    setTimeout(() => process.exit(1), 1_000)
  })
  process.channel?.unref()
}
