import { untranslated } from '@suyuan/model/core/untranslated'
import t from 'tap'

t.same(untranslated('GLN'), { zh: 'GLN', en: 'GLN' })
