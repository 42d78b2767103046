/** What is made, and by what templates: numbers that the organisations agree on, with where each is from. */
import { gtin } from './codes.js'

const name = (zh: string, en: string) => ({ zh: `演示·${zh}`, en: `Demo ${en}` })

const packed = (n: number, grams: number) => ({
  gtin: gtin(n),
  name: name(`紫金蝉茶（绿茶）${grams}克`, `Zijin cicada tea (green) ${grams} g`),
  form: 'packed-tea',
  unit: 'piece',
  netGrams: grams,
  shelfLifeDays: 540
})
const bulk = (n: number, form: string, zh: string, en: string) => ({
  gtin: gtin(n),
  name: name(zh, en),
  form,
  unit: 'gram'
})

export const PRODUCTS = {
  small: packed(1, 100),
  big: packed(2, 250),
  leaf: bulk(3, 'fresh-leaf', '茶鲜叶', 'fresh tea leaf'),
  crude: bulk(4, 'crude-tea', '绿毛茶', 'crude green tea'),
  finished: bulk(5, 'finished-tea', '绿茶净茶', 'refined green tea'),
  byProduct: bulk(6, 'by-product', '茶梗茶末', 'stalk and dust')
}

/** Months for which packed tea keeps. */
export const SHELF_LIFE = 18

interface TemplateText {
  zh: string
  en: string
  steps: [code: string, zh: string, en: string][]
}

const template = (
  { zh, en, steps }: TemplateText,
  forms: [inputs: string[], outputs: string[]],
  accept: [number, number],
  limit: [number, number]
) => ({
  name: { zh, en },
  inputs: forms[0],
  outputs: forms[1],
  steps: steps.map(([code, zh, en]) => ({ code, zh, en })),
  accept,
  limit
})

const PRIMARY: [string[], string[]] = [['fresh-leaf'], ['crude-tea']]
const RATIO =
  'reference/domain.md §3：鲜叶∶毛茶常见 4–5∶1，低于 3.3 或高于 6.0 须说明 (dadaojiayuan.com/jinji/10292)；设计值'
const LOSSES = 'reference/domain.md §3：毛茶→净茶约 0.6，副产物分开称重；总损耗为设计值'
const MASS_KEPT = '分级、拼配不增重；损耗上限为设计值'

/** Thousandths of grams in ÷ grams out. */
export const TEMPLATES = [
  {
    id: 'green',
    source: RATIO,
    value: template(
      {
        zh: '绿茶初制',
        en: 'Green tea, primary',
        steps: [
          ['spreading', '摊青', 'spreading'],
          ['fixation', '杀青', 'fixation'],
          ['rolling', '揉捻', 'rolling'],
          ['drying', '干燥', 'drying']
        ]
      },
      PRIMARY,
      [4000, 5000],
      [3300, 6000]
    )
  },
  {
    id: 'oolong',
    source: RATIO,
    value: template(
      {
        zh: '乌龙茶初制',
        en: 'Oolong, primary',
        steps: [
          ['withering', '萎凋', 'withering'],
          ['bruising', '做青', 'bruising'],
          ['fixation', '杀青', 'fixation'],
          ['rolling', '揉捻', 'rolling'],
          ['drying', '烘干', 'drying']
        ]
      },
      PRIMARY,
      [4000, 5000],
      [3300, 6000]
    )
  },
  {
    id: 'black',
    source: RATIO,
    value: template(
      {
        zh: '红茶初制',
        en: 'Black tea, primary',
        steps: [
          ['withering', '萎凋', 'withering'],
          ['rolling', '揉捻', 'rolling'],
          ['oxidation', '发酵', 'oxidation'],
          ['drying', '干燥', 'drying']
        ]
      },
      PRIMARY,
      [4000, 5000],
      [3300, 6000]
    )
  },
  {
    id: 'refine',
    source: LOSSES,
    value: template(
      { zh: '精制', en: 'Refining', steps: [['refining', '精制', 'refining']] },
      [['crude-tea'], ['finished-tea', 'by-product']],
      [1000, 1040],
      [1000, 1100]
    )
  },
  {
    id: 'grade',
    source: MASS_KEPT,
    value: template(
      { zh: '分级', en: 'Grading', steps: [['grading', '分级', 'grading']] },
      [['finished-tea'], ['finished-tea', 'by-product']],
      [1000, 1020],
      [1000, 1050]
    )
  },
  {
    id: 'blend',
    source: MASS_KEPT,
    value: template(
      { zh: '拼配', en: 'Blending', steps: [['blending', '拼配', 'blending']] },
      [['finished-tea'], ['finished-tea']],
      [1000, 1010],
      [1000, 1030]
    )
  },
  {
    id: 'mango-sorting',
    source: '另一种产品无须改代码：芒果分选，损耗为设计值',
    value: template(
      { zh: '芒果分选', en: 'Mango sorting', steps: [['grading', '分选', 'sorting']] },
      [['mango'], ['sorted-mango', 'by-product']],
      [1000, 1030],
      [1000, 1080]
    )
  }
]
