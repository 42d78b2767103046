/** Every class that pages are made of, on one page: what a page of those who log in may look like. Tests only. */
import type { VNode } from 'preact'
import { Icon } from '../../src/core/web/icons.js'
import { Say } from '../../src/core/web/page.js'

const text = (zh: string, en: string) => <Say text={{ zh, en }} />

const Notices = () => (
  <section class="card">
    <h2>{text('提示', 'Notices')}</h2>
    <div class="banner card" role="alert">
      <h2>{text('本产品已召回', 'Recalled')}</h2>
      <p>{text('请勿食用', 'Do not consume')}</p>
    </div>
    <div class="banner amber card">
      <h2>{text('暂停销售', 'On hold')}</h2>
    </div>
    <p>
      <span class="mark">{text('待核对', 'to check')}</span>
      <span class="mark good">{text('已上链', 'on the ledger')}</span>
      <span class="mark bad">{text('被拒', 'refused')}</span>
      <span class="mark note">{text('补录', 'late')}</span>
      <span class="badge">12</span>
    </p>
    <div class="verdict">
      <h3>{text('核验通过', 'It holds')}</h3>
      <ul>
        <li>{text('三家机构背书', 'three organisations endorsed')}</li>
      </ul>
    </div>
    <div class="verdict bad">
      <h3>{text('核验不通过', 'It does not hold')}</h3>
    </div>
    <p class="verdict note">{text('请过一分钟再试', 'Try again in a minute')}</p>
    <p class="empty">{text('还没有记录', 'Nothing here yet')}</p>
  </section>
)

const Form = () => (
  <form class="card stack" method="post" action="/sample">
    <h2>{text('采摘', 'Harvest')}</h2>
    <div class="field">
      <label for="kilograms">{text('重量（公斤）', 'Kilograms')}</label>
      <input id="kilograms" inputmode="decimal" value="42" aria-describedby="kilograms-hint" />
      <p class="hint" id="kilograms-hint">
        {text('一斤是半公斤', 'One jin is half a kilogram')}
      </p>
    </div>
    <div class="field">
      <label for="lot">{text('批次', 'Lot')}</label>
      <input id="lot" value="?" aria-invalid="true" aria-describedby="lot-error" />
      <p class="error" id="lot-error">
        {text('批次号只能是字母和数字', 'Letters and digits only')}
      </p>
    </div>
    <div class="field">
      <label for="plot">{text('地块', 'Plot')}</label>
      <select id="plot">
        <option>演示·1号地块</option>
      </select>
    </div>
    <fieldset class="choices">
      <legend>{text('季节', 'Season')}</legend>
      <label>
        <input type="radio" name="season" checked /> {text('春茶', 'spring')}
      </label>
      <label>
        <input type="radio" name="season" /> {text('秋茶', 'autumn')}
      </label>
      <label>
        <input type="checkbox" name="late" /> {text('补录', 'late')}
      </label>
    </fieldset>
    <div class="actions">
      <button type="submit">{text('保存', 'Save')}</button>
      <button type="button" disabled>
        {text('不可用', 'Disabled')}
      </button>
      <a class="button secondary" href="/sample">
        <Icon name="print" /> {text('打印', 'Print')}
      </a>
      <button type="button" class="danger">
        {text('吊销', 'Revoke')}
      </button>
    </div>
  </form>
)

const Lists = () => (
  <>
    <section class="card">
      <ul class="rows">
        {['H-0405-1', 'H-0405-2'].map(lot => (
          <li>
            <a href="/sample">
              <strong>{lot}</strong>
              <span class="note">{text('42 公斤，云岫茶园', '42 kg, Yunxiu Garden')}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
    <section class="card">
      <span class="number">1,284</span>
      <p class="note">{text('本季公斤', 'kilograms this season')}</p>
      <p>
        <span class="mono">BaseMSP 3f94dbc</span>
      </p>
      <dl>
        <dt>{text('生产者', 'Producer')}</dt>
        <dd>{text('演示·紫金云岫茶业', 'Demo Yunxiu Tea')}</dd>
      </dl>
      <div class="scroll">
        <table>
          <caption>{text('收购台账', 'Purchases')}</caption>
          <thead>
            <tr>
              <th scope="col">{text('批次', 'Lot')}</th>
              <th scope="col" class="number">
                {text('公斤', 'kg')}
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>H-0405-1</td>
              <td class="number">42.5</td>
            </tr>
          </tbody>
        </table>
      </div>
      <details>
        <summary>{text('逐条查看', 'One by one')}</summary>
        <ul>
          <li>H-0405-1</li>
        </ul>
      </details>
    </section>
  </>
)

const Way = () => (
  <section class="card">
    <ol class="way">
      <li>
        <span class="dot">
          <Icon name="leaf" />
        </span>
        <h3>{text('采摘', 'harvest')}</h3>
        <time>2026年4月5日</time>
        <div class="what">
          <p>演示·云岫茶园</p>
        </div>
      </li>
      <li class="bad">
        <span class="dot">
          <Icon name="flask" />
        </span>
        <h3>{text('检测', 'test')}</h3>
      </li>
    </ol>
  </section>
)

export const SamplePage = (): VNode => (
  <>
    <h1>{text('样张', 'Sample')}</h1>
    <nav class="tabs" aria-label="tabs">
      <a href="/sample" aria-current="page">
        {text('全部', 'All')}
      </a>
      <a href="/sample">{text('待发送', 'Waiting')}</a>
    </nav>
    <ol class="steps">
      <li class="done">{text('上传', 'Upload')}</li>
      <li aria-current="step">{text('核对', 'Check')}</li>
      <li>{text('确认', 'Confirm')}</li>
    </ol>
    <form class="search" action="/sample">
      <label for="query">{text('搜索', 'Search')}</label>
      <div class="line">
        <input id="query" name="query" type="search" />
        <button type="submit">{text('查询', 'Look up')}</button>
      </div>
    </form>
    <div class="grid">
      <Notices />
      <Form />
      <Lists />
      <Way />
    </div>
  </>
)
