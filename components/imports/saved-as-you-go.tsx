'use client'

import { useEffect, useRef } from 'react'

/**
 * Inside an ActionForm: sends it when something in it is chosen, so that nothing has to be saved. While an answer is on
 * its way the next change waits for it, and so does a press on a button. Of the selects that share a `data-once` only one
 * has a value: choosing it in another one takes it away from the first.
 */
export function SavedAsYouGo() {
  const mark = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const form = mark.current?.closest('form')
    if (!form) return
    let isDue = false
    let isUnderWay = false
    let pressed: HTMLButtonElement | null = null
    const send = () => {
      if (isUnderWay || !(isDue || pressed?.isConnected)) return
      const button = pressed
      isDue = false
      pressed = null
      isUnderWay = true
      form.requestSubmit(button)
    }
    const onChange = ({ target }: Event) => {
      if (target instanceof HTMLSelectElement && target.dataset.once !== undefined && target.value !== '') {
        for (const other of form.querySelectorAll<HTMLSelectElement>('select[data-once]'))
          if (other !== target && other.value === target.value) other.value = ''
      }
      isDue = true
      send()
    }
    const onPress = (event: MouseEvent) => {
      const button = event.target instanceof Element ? event.target.closest('button') : null
      if (!isUnderWay || button?.type !== 'submit') return
      event.preventDefault()
      pressed = button
    }
    const watcher = new MutationObserver(() => {
      isUnderWay = form.ariaBusy === 'true'
      send()
    })
    watcher.observe(form, { attributeFilter: ['aria-busy'] })
    form.addEventListener('change', onChange)
    form.addEventListener('click', onPress, true)
    // Somebody was quicker than the page. Not at once: the router begins after what it shows.
    const late = setTimeout(() => {
      if (![...form.querySelectorAll('select')].some(isChosenAnew)) return
      isDue = true
      send()
    })
    return () => {
      clearTimeout(late)
      watcher.disconnect()
      form.removeEventListener('change', onChange)
      form.removeEventListener('click', onPress, true)
    }
  }, [])
  return <span ref={mark} hidden />
}

function isChosenAnew({ options, selectedIndex }: HTMLSelectElement): boolean {
  const shown = [...options].findIndex(({ defaultSelected }) => defaultSelected)
  return selectedIndex !== Math.max(0, shown)
}
