/** A step with the record that is open on the page: what its own button, or its form, is for. */
export type PageStep = { key: string; label: string; hint?: string; run: () => void }

const CONTROL = 'input:not([type="hidden"]), select, textarea, button, summary, a[href]'

/**
 * The steps of the lead in the open panel, else of the page. They are read from the page, where they are offered only to
 * whom they are allowed: its own button is pressed where it has a key, else the step's form is opened and entered.
 */
export function pageSteps(): PageStep[] {
  const scope = document.querySelector('[data-side-panel]') ?? document.querySelector('main')
  const steps: PageStep[] = []
  const add = (label: string | null | undefined, run: () => void, hint?: string) => {
    const text = label?.replace(/\s+/g, ' ').trim()
    if (text && !steps.some((step) => step.label === text))
      steps.push({ key: `step-${steps.length}`, label: text, hint, run })
  }
  for (const section of scope?.querySelectorAll<HTMLElement>('[data-steps]') ?? []) {
    if (!section.checkVisibility()) continue
    const pressed = [...section.querySelectorAll<HTMLElement>('[data-hotkey]')].filter(
      (one) => one.checkVisibility() && !one.matches(':disabled, [aria-disabled="true"]'),
    )
    for (const button of pressed)
      add(nameOf(button), () => press(button), button.dataset.hotkey?.toUpperCase())
    const heading = section.querySelector('h2')
    const control = [...section.querySelectorAll<HTMLElement>(CONTROL)].find((one) => one.checkVisibility())
    if (heading && control && pressed.length === 0) add(heading.textContent, () => control.focus())
    for (const summary of section.querySelectorAll<HTMLElement>('summary')) {
      if (summary.checkVisibility()) add(summary.textContent, () => unfold(summary))
    }
  }
  return steps
}

function nameOf(button: HTMLElement): string {
  return (
    button.getAttribute('aria-label') ??
    [...button.childNodes]
      .filter((node) => !(node instanceof Element && node.matches('kbd')))
      .map((node) => node.textContent)
      .join('')
  )
}

function press(button: HTMLElement) {
  button.focus()
  button.click()
}

function unfold(summary: HTMLElement) {
  const box = summary.closest('details')
  if (box && !box.open) summary.click()
  const control = [...(box?.querySelectorAll<HTMLElement>(CONTROL) ?? [])].find(
    (one) => one !== summary && one.checkVisibility(),
  )
  ;(control ?? summary).focus()
}
