// Starts each module on the elements that ask for it: <div data-module="copy-link">.
import { CopyLink } from './copy-link.js'
import { FileUpload } from './file-upload.js'

const MODULES = { 'copy-link': CopyLink, 'file-upload': FileUpload }

for (const element of document.querySelectorAll('[data-module]')) {
  const Module = MODULES[element.dataset.module]
  if (!Module) throw new Error(`no module is called ${element.dataset.module}`)
  new Module(element)
}
