import { readFileSync, writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Loaded into every process of a measured application: writes down how late its event loop is, in the turns that are asked. */
const folder = process.env.BENCH_LOOP
if (folder) {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  let turn = ''
  const timer = setInterval(() => {
    const asked = readTurn()
    if (asked !== turn) {
      turn = asked
      delay.reset()
    }
    const ms = (nanoseconds) => nanoseconds / 1e6
    writeFileSync(
      `${folder}/${process.pid}`,
      JSON.stringify({ turn, p99: ms(delay.percentile(99)), max: ms(delay.max) }),
    )
  }, 250)
  timer.unref()
}

function readTurn() {
  try {
    return readFileSync(`${folder}/turn`, 'utf8')
  } catch {
    return ''
  }
}
