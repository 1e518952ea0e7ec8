import { describe, expect, it } from 'vitest'
import { readColumns, USUAL_COLUMNS } from './search-params'

describe('the columns of a list of leads', () => {
  it('are those that the address names, in its order, each once', () => {
    expect(readColumns({ cols: 'email,status,email,phone' })).toEqual(['email', 'status', 'phone'])
  })

  it('are the usual ones where it names none that there are', () => {
    for (const query of [{}, { cols: '' }, { cols: 'constructor,__proto__,id; drop table lead' }]) {
      expect(readColumns(query)).toEqual(USUAL_COLUMNS)
    }
    expect(readColumns({ cols: 'nothing,grade' })).toEqual(['grade'])
  })
})
