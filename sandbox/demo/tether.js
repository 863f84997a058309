// Loaded into the bot's process ahead of the bot: when the demo is gone, however it went, its pipe closes and the
// bot ends, too.
const end = () => process.kill(process.pid, 'SIGTERM');
process.stdin.once('end', end).once('error', end).resume();
process.stdin.unref?.();
