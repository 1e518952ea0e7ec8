'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { buttonClass } from '@/components/ui/button-class'

type Choice = { name: string; label: string; shown: boolean; up: string; down: string }

/** Which columns, and in what order: boxes to tick, and a button up and down beside each. */
export function ColumnChooser({
  choices,
  usual,
  href,
  words,
}: {
  choices: readonly Choice[]
  /** the usual columns, as `cols` would say them: the address then says nothing */
  usual: string
  /** the list's address with the place for the columns in it */
  href: { with: string; without: string }
  words: Record<'apply' | 'reset', string>
}) {
  const router = useRouter()
  const [order, setOrder] = useState(choices)
  const form = useRef<HTMLFormElement>(null)

  function move(from: number, by: -1 | 1) {
    setOrder((now) => {
      const next = [...now]
      const [one] = next.splice(from, 1)
      if (one) next.splice(from + by, 0, one)
      return next
    })
  }

  function show(name: string, shown: boolean) {
    setOrder((now) => now.map((one) => (one.name === name ? { ...one, shown } : one)))
  }

  function go(cols: string) {
    form.current?.closest('dialog')?.close()
    router.push(cols === '' || cols === usual ? href.without : href.with.replace('COLUMNS', cols))
  }

  return (
    <form
      ref={form}
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        go(
          order
            .filter(({ shown }) => shown)
            .map(({ name }) => name)
            .join(','),
        )
      }}
    >
      <ul className="grid max-h-[55vh] overflow-y-auto">
        {order.map(({ name, label, shown, up, down }, index) => (
          <li key={name} className="flex items-center gap-1 rounded-md hover:bg-hover">
            <label className="flex min-w-0 flex-1 cursor-pointer items-center gap-2 px-2 py-1 text-base text-ink pointer-coarse:py-2">
              <input
                type="checkbox"
                checked={shown}
                onChange={({ currentTarget }) => show(name, currentTarget.checked)}
                className="size-4 shrink-0 accent-accent pointer-coarse:size-5"
              />
              {label}
            </label>
            <Arrow label={up} disabled={index === 0} onPress={() => move(index, -1)} sign="↑" />
            <Arrow
              label={down}
              disabled={index === order.length - 1}
              onPress={() => move(index, 1)}
              sign="↓"
            />
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <button type="submit" className={buttonClass({ variant: 'primary' })}>
          {words.apply}
        </button>
        <button type="button" className={buttonClass({ variant: 'quiet' })} onClick={() => go('')}>
          {words.reset}
        </button>
      </div>
    </form>
  )
}

function Arrow({
  label,
  disabled,
  onPress,
  sign,
}: {
  label: string
  disabled: boolean
  onPress: () => void
  sign: string
}) {
  return (
    <button
      type="button"
      aria-label={label}
      // stays in reach of the keyboard at the ends, so that the focus is not lost there
      aria-disabled={disabled || undefined}
      onClick={disabled ? undefined : onPress}
      className="grid size-8 place-items-center rounded-md text-muted hover:text-ink aria-disabled:opacity-30 pointer-coarse:size-10"
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  )
}
