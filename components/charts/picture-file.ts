import { linesOf } from './text-width'

/**
 * A chart as a file that stands for itself: its drawing with the looks written into it (a file has no style sheet), above
 * it the title and the period, below it how it is counted. Always in the light theme: it goes onto paper and slides.
 */

const SVG = 'http://www.w3.org/2000/svg'
const MARGIN = 24
const LOOKS = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-size',
  'font-weight',
  'text-anchor',
  'font-variant-numeric',
] as const
const FONT = 'Inter, "Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans", sans-serif'

export async function savePicture(figure: HTMLElement, file: string, kind: 'svg' | 'png'): Promise<void> {
  const picture = drawn(figure)
  const svg = new Blob([new XMLSerializer().serializeToString(picture)], { type: 'image/svg+xml' })
  const blob = kind === 'svg' ? svg : await inPixels(svg, picture)
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = `${file}.${kind}`
  link.click()
  // Not at once: the browser has yet to begin.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

function drawn(figure: HTMLElement): SVGSVGElement {
  const sources = [...figure.querySelectorAll<SVGSVGElement>('[data-chart-canvas] svg')].filter(
    (svg) => svg.parentElement?.closest('svg') == null,
  )
  const width = Math.max(...sources.map((svg) => svg.viewBox.baseVal.width))
  if (!(width > 0)) throw new Error('nothing is drawn')
  const words = (name: string) => figure.querySelector(`[data-chart-${name}]`)?.textContent?.trim() ?? ''
  const picture = document.createElementNS(SVG, 'svg')
  picture.setAttribute('xmlns', SVG)
  picture.setAttribute('font-family', FONT)
  // Where it is looked up what `light-dark()` and the classes come to.
  const stage = document.createElement('div')
  stage.className = 'light'
  stage.style.cssText = 'color-scheme:light;position:fixed;left:-100000px;top:0;pointer-events:none'
  stage.setAttribute('aria-hidden', 'true')
  document.body.append(stage)
  stage.append(picture)
  try {
    let y = MARGIN
    const write = (text: string, size: number, weight: number, colour: string, leading: number) => {
      if (!text) return
      for (const line of linesOf(text, width, size, 12)) {
        const element = document.createElementNS(SVG, 'text')
        element.setAttribute('x', String(MARGIN))
        element.setAttribute('y', String(y + size))
        element.setAttribute('font-size', String(size))
        element.setAttribute('font-weight', String(weight))
        element.setAttribute('fill', colour)
        element.textContent = line
        picture.append(element)
        y += leading
      }
    }
    write(words('title'), 18, 600, '#1f1c19', 24)
    write(words('note'), 13, 400, '#5e5a55', 18)
    y += 12
    for (const source of sources) {
      const { width: own, height } = source.viewBox.baseVal
      write(source.closest<HTMLElement>('[data-chart-name]')?.dataset.chartName ?? '', 14, 600, '#1f1c19', 26)
      const copy = source.cloneNode(true) as SVGSVGElement
      copy.removeAttribute('style')
      for (const [name, value] of [
        ['x', MARGIN],
        ['y', y],
        ['width', own],
        ['height', height],
      ] as const)
        copy.setAttribute(name, String(value))
      picture.append(copy)
      writeLooks(copy)
      y += height + 8
    }
    y += 6
    write(words('how'), 11, 400, '#5e5a55', 15)
    const total = { width: width + 2 * MARGIN, height: y + MARGIN - 6 }
    picture.setAttribute('width', String(total.width))
    picture.setAttribute('height', String(total.height))
    picture.setAttribute('viewBox', `0 0 ${total.width} ${total.height}`)
    const ground = document.createElementNS(SVG, 'rect')
    ground.setAttribute('width', '100%')
    ground.setAttribute('height', '100%')
    ground.setAttribute('fill', '#ffffff')
    picture.prepend(ground)
    picture.remove()
    return picture
  } finally {
    stage.remove()
  }
}

/** Classes become attributes; what is only there for the pointer and the keyboard is left out, links become plain. */
function writeLooks(svg: SVGSVGElement): void {
  for (const gone of svg.querySelectorAll('[data-export="leave"], title, desc')) gone.remove()
  const drawings = [...svg.querySelectorAll<SVGElement>('path, rect, line, circle, text, tspan, polygon')]
  const looks = drawings.map((element) => {
    const style = getComputedStyle(element)
    return LOOKS.map((name) => [name, style.getPropertyValue(name)] as const)
  })
  drawings.forEach((element, index) => {
    for (const [name, value] of looks[index] ?? []) {
      // A pattern is named by its id, which stays.
      if (value && !(name === 'fill' && value.includes('url('))) element.setAttribute(name, value)
    }
  })
  for (const element of [svg, ...svg.querySelectorAll('*')]) {
    for (const name of ['class', 'style', 'tabindex', 'role', 'data-mark', 'data-row'])
      element.removeAttribute(name)
  }
  for (const link of svg.querySelectorAll('a')) {
    const group = document.createElementNS(SVG, 'g')
    group.append(...link.childNodes)
    const label = link.getAttribute('aria-label')
    if (label) group.setAttribute('aria-label', label)
    link.replaceWith(group)
  }
}

const SCALE = 2

async function inPixels(svg: Blob, { width, height }: SVGSVGElement): Promise<Blob> {
  const url = URL.createObjectURL(svg)
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = width.baseVal.value * SCALE
    canvas.height = height.baseVal.value * SCALE
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
    )
  } finally {
    URL.revokeObjectURL(url)
  }
}
