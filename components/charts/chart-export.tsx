'use client'

import { useId, useRef, useState } from 'react'
import { Menu, MenuButton } from '@/components/ui/menu'
import { showToast } from '@/components/ui/toast-event'

/** Saves the chart that it stands in as a picture: a drawing to go on with (SVG), or an image in double size (PNG). */
export function ChartExport({
  file,
  words,
}: {
  file: string
  words: { save: string; png: string; svg: string; failed: string }
}) {
  const id = `save-${useId().replace(/\W/g, '')}`
  const place = useRef<HTMLDivElement>(null)
  const [busy, setBusy] = useState(false)
  const save = async (kind: 'png' | 'svg') => {
    const figure = place.current?.closest('figure')
    if (!figure || busy) return
    setBusy(true)
    try {
      const { savePicture } = await import('./picture-file')
      document.getElementById(id)?.hidePopover()
      await savePicture(figure, file, kind)
    } catch {
      showToast({ message: words.failed })
    } finally {
      setBusy(false)
    }
  }
  return (
    <div ref={place}>
      <Menu id={id} trigger={words.save} align="end" variant="quiet" size="sm">
        <MenuButton type="button" onClick={() => save('png')}>
          {words.png}
        </MenuButton>
        <MenuButton type="button" onClick={() => save('svg')}>
          {words.svg}
        </MenuButton>
      </Menu>
    </div>
  )
}
