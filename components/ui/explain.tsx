import { type ReactNode, useId } from 'react'

/** A small "?" that unfolds how a number is counted, or what a word means. Works by touch, key and pointer. */
export function Explain({ label, children }: { label: string; children: ReactNode }) {
  const id = useId()
  const anchor = `--explain-${id.replace(/\W/g, '')}`
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={label}
        style={{ anchorName: anchor } as React.CSSProperties}
        className="group -mx-1 inline-grid size-6 shrink-0 place-items-center rounded-full"
        data-print="hide"
      >
        <span
          aria-hidden="true"
          className="grid size-4 place-items-center rounded-full border border-line-strong text-[0.625rem] leading-none font-semibold text-muted group-hover:border-muted group-hover:text-ink"
        >
          ?
        </span>
      </button>
      <div
        id={id}
        popover="auto"
        style={{ positionAnchor: anchor } as React.CSSProperties}
        className="popover-menu max-w-80 rounded-lg border border-line bg-raised p-3 text-sm font-normal text-body shadow-md"
      >
        {children}
      </div>
    </>
  )
}
