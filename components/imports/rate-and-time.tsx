'use client'

import { useEffect, useRef, useState } from 'react'

/** Seconds over which the speed is taken: an import that went on after a pause has the speed of now. */
const WINDOW = 20

/** How fast it goes and how long it will take, from what this screen has seen: the words have a 7 in place of the figure. */
export function RateAndTime({
  done,
  total,
  words,
}: {
  done: number
  total: number
  words: { rate: string; seconds: string; minutes: string }
}) {
  const seen = useRef<{ at: number; done: number }[]>([])
  const [rate, setRate] = useState<number | null>(null)

  useEffect(() => {
    const at = performance.now() / 1000
    const recent = [...seen.current.filter((one) => at - one.at < WINDOW), { at, done }]
    seen.current = recent
    const first = recent[0]
    if (first && at - first.at > 0.3 && done > first.done) setRate((done - first.done) / (at - first.at))
  }, [done])

  if (rate === null || rate <= 0) return null
  const seconds = Math.ceil((total - done) / rate)
  const say = (text: string, value: number) =>
    text.replace('7', value.toLocaleString(document.documentElement.lang || undefined))
  return (
    <>
      <span>{say(words.rate, Math.round(rate))}</span>
      <span>{seconds < 90 ? say(words.seconds, seconds) : say(words.minutes, Math.round(seconds / 60))}</span>
    </>
  )
}
