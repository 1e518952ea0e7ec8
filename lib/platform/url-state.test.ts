import { describe, expect, it } from 'vitest'
import { hrefWith, one } from './url-state'

describe('the address of a screen', () => {
  it('changes one thing and keeps the rest', () => {
    expect(hrefWith('/leads', { q: 'ёж & co', grade: 'hot' }, { sort: '-createdAt' })).toBe(
      '/leads?grade=hot&q=%D1%91%D0%B6+%26+co&sort=-createdAt',
    )
  })
  it('takes away what is empty', () => {
    expect(hrefWith('/leads', { q: 'x', cursor: 'abc' }, { q: '', cursor: null })).toBe('/leads')
  })
  it('keeps several values of one name', () => {
    expect(hrefWith('/leads', { status: ['new', 'won'] }, { open: 7 })).toBe(
      '/leads?open=7&status=new&status=won',
    )
  })
  it('is the same for the same state', () => {
    expect(hrefWith('/x', { b: '1', a: '2' })).toBe(hrefWith('/x', { a: '2', b: '1' }))
  })
  it('reads the first value', () => {
    expect(one({ a: ['1', '2'], b: '' }, 'a')).toBe('1')
    expect(one({ a: ['1', '2'], b: '' }, 'b')).toBeUndefined()
  })
})
