/** Where the rows and the records of the queue stand on the page. */

export function rowLink(id: number | undefined): HTMLElement | null {
  return id === undefined ? null : document.querySelector<HTMLElement>(`[data-row="${id}"] [data-row-link]`)
}

export function paneOf(id: number | undefined): HTMLElement | null {
  return id === undefined ? null : document.querySelector<HTMLElement>(`[data-pane="${id}"]`)
}

export function carrierIn(id: number | undefined, key: string): HTMLElement | undefined {
  const carriers = paneOf(id)?.querySelectorAll<HTMLElement>(`[data-hotkey="${key}"]`) ?? []
  return [...carriers].find((one) => one.checkVisibility())
}
