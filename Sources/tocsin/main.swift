import Glibc
internal import TocsinCLI

let arguments = World.processArguments
exit(Tocsin.run(arguments, in: .process(startedWith: arguments)))
