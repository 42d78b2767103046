import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { Door, Module, Services } from '../module.js'
import { DESK_TOOLS, isShown, type Section } from '../web/app-areas.js'
import { sendAppPage } from '../web/app-page.js'
import { htmlOf, Say, sendPage } from '../web/page.js'
import { installForms } from '../web/problem-page.js'
import { say } from '../web/texts.js'
import { VISITORS } from './access.js'
import { mountActions, mountReads } from './api.js'
import type { MountedFace } from './face.js'
import { MatterPages } from './pages.js'
import { lineOf, listPath, type Place } from './views.js'

const PLACES: readonly Place[] = ['desk', 'audit', 'board']

/** The programme's matters of all modules: an API, pages of whose they are, of who supervises, of everybody. */
export const matters =
  (modules: readonly Module[], services: Services): FastifyPluginAsync =>
  async app => {
    const doors = modules.flatMap(({ doors = [] }) => doors)
    const faces = modules.flatMap(({ name, matters = [] }) => matters.map(face => ({ ...face, module: name })))
    for (const module of modules) if (module.matters) mountActions(app, module, services)
    for (const face of faces) mountReads(app, face, services)
    await app.register(async pages => {
      await installForms(pages)
      for (const place of PLACES) {
        const shown = faces.filter(face => face.shown.includes(place))
        const open = doors.filter(door => door.place === place)
        for (const face of shown) new MatterPages(services, face, place).mount(pages)
        const onRequest = place === 'board' ? {} : { onRequest: services.people.required(...VISITORS[place]) }
        pages.get(
          place === 'board' ? '/board' : `/${place}/programme`,
          { ...onRequest, schema: { hide: true } },
          (request, reply) =>
            place === 'board'
              ? sendPage(reply, htmlOf(say('matterBoard').zh, <Index place={place} doors={open} faces={shown} />), 200)
              : sendAppPage(reply, {
                  ...{ title: say('matterHere').zh, area: place, section: 'programme', person: request.person },
                  children: <Index place={place} doors={open} faces={shown} tools={toolsOf(place, request)} />
                })
        )
      }
    })
  }

const toolsOf = (place: Place, { person }: FastifyRequest) =>
  place === 'desk' ? DESK_TOOLS.filter(({ roles }) => isShown(person, roles)) : []

interface IndexParts {
  place: Place
  doors: readonly Door[]
  faces: readonly MountedFace[]
  tools?: readonly Section[]
}

/** What there is, a list a kind. */
const Index = ({ place, doors, faces, tools = [] }: IndexParts) => (
  <>
    <h1>
      <Say text={say(place === 'board' ? 'matterBoard' : 'matterHere')} />
    </h1>
    <p class="note">
      <Say text={say(place === 'board' ? 'matterBoardHelp' : 'matterHereHelp')} />
    </p>
    <section class="card">
      <ul class="rows">
        {doors.map(({ path, title, help }) => (
          <li>
            <a href={path}>
              <strong>{lineOf(title)}</strong>
              <span class="note">
                <Say text={help} />
              </span>
            </a>
          </li>
        ))}
        {faces.map(face => (
          <li>
            <a href={listPath(place, face)}>
              <strong>{lineOf(face.title)}</strong>
              <span class="note">
                <Say text={face.help} />
              </span>
            </a>
          </li>
        ))}
        {tools.map(({ path, text }) => (
          <li>
            <a href={path}>
              <strong>{lineOf(say(text))}</strong>
            </a>
          </li>
        ))}
      </ul>
    </section>
  </>
)
