# Writes OUTPUT, a C++ file that holds every *.yaml below FOLDER as a string, sorted by path. The suffix sv gives the compiler the length, which it would
# otherwise count character by character.
file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/*.yaml)
list(SORT files)
set(text "#include \"pack/embedded.hpp\"\n\nnamespace bq::pack {\n\nusing std::string_view_literals::operator\"\"sv;\n\nstd::span<const EmbeddedFile> embedded_files() {\n  static constexpr EmbeddedFile files[] = {\n")
foreach(file IN LISTS files)
  file(READ ${FOLDER}/${file} content)
  string(APPEND text "{\"${file}\", R\"~~~~(${content})~~~~\"sv},\n")
endforeach()
string(APPEND text "  };\n  return files;\n}\n\n}  // namespace bq::pack\n")
file(WRITE ${OUTPUT} "${text}")
