'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { ChartBox } from './chart-box'
import { boxOf, SAID_HEIGHT, SHARE_ROW, SHARES_LEGEND } from './row-sizes'

/** Grades have their own colours and shapes, and nothing else may have these; anything else takes a, b, c … */
export type ShareTone = 'hot' | 'warm' | 'cold' | 'none' | 'a' | 'b' | 'c' | 'd' | 'e' | 'f'

export type StackedRow = {
  key: string
  label: string
  /** "1,334": beside the name; the base of the shares */
  baseText: string
  /** too few to judge: drawn paler, and said in `note` */
  enough: boolean
  note?: string
  segments: readonly {
    key: string
    count: number
    /** "23 %", written inside where there is room */
    text: string
    spoken: string
    href?: string
  }[]
}

const Canvas = dynamic(() => import('./stacked-shares-canvas'), { ssr: false })

const FOLD_AT = 15

/** What each row is made of, as parts of 100 %: the quality mix of channels, the reasons of rejections. */
export function StackedShares({
  rows,
  parts,
  label,
  more,
}: {
  rows: readonly StackedRow[]
  /** in the order in which they are stacked; the legend */
  parts: readonly { key: string; label: string; tone: ShareTone }[]
  label: string
  /** "Show all 312" */
  more?: string
}) {
  const [all, setAll] = useState(false)
  const shown = all || rows.length <= FOLD_AT + 3 ? rows : rows.slice(0, FOLD_AT)
  const box = boxOf(SHARE_ROW, shown.length, SAID_HEIGHT)
  return (
    <>
      <ChartBox
        narrow={box.narrow + SHARES_LEGEND * Math.ceil(parts.length / 2)}
        wide={box.wide + SHARES_LEGEND}
      >
        <Canvas rows={shown} parts={parts} label={label} />
      </ChartBox>
      {shown.length < rows.length && (
        <button
          type="button"
          className={buttonClass({ variant: 'quiet', size: 'sm' })}
          onClick={() => setAll(true)}
        >
          {more ?? `+${rows.length - shown.length}`}
        </button>
      )}
    </>
  )
}
