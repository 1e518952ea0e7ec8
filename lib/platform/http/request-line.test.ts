import { expect, it } from 'vitest'
import { decodableUrl } from './request-line'

it.each([
  ['/leads/1', '/leads/1'],
  ['/leads?q=%ff', '/leads?q=%ff'],
  ['/leads/%D1%91?x=%', '/leads/%D1%91?x=%'],
  ['/leads/%ff', '/leads/%25ff'],
  ['/leads/%?q=%41', '/leads/%25?q=%41'],
  ['/%E0%A4%A', '/%25E0%25A4%25A'],
])('%s → %s', (url, repaired) => {
  expect(decodableUrl(url)).toBe(repaired)
  expect(() => decodeURIComponent(decodableUrl(url).split('?')[0] ?? '')).not.toThrow()
})
