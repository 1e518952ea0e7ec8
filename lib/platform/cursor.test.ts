import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { cursorInput, encodeCursor } from './cursor'

describe('cursor', () => {
  const input = cursorInput(z.tuple([z.literal('due'), z.iso.datetime(), z.int()]))

  it('comes back as it went out', () => {
    const place = ['due', '2026-11-21T10:00:00.000Z', 7] as const
    expect(input.parse(encodeCursor(place))).toEqual(place)
    expect(encodeCursor(['имя', 1])).toMatch(/^[\w-]+$/)
  })

  it.each(['', 'x', '%%%', encodeCursor([]), encodeCursor(['other', '2026-11-21T10:00:00.000Z', 7])])(
    'refuses %j',
    (text) => {
      expect(input.safeParse(text).error?.issues[0]?.message).toBe('invalid')
    },
  )
})
