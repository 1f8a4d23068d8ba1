# How targets of this project are made: one warning set, one test function, one way to embed files.

# -Wrestrict is off: g++ 12 sees overlaps in std::string concatenation that are not there (GCC bug 105651).
add_library(suanwang_warnings INTERFACE)
target_compile_options(suanwang_warnings INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wpedantic;-Wshadow;-Wconversion;-Wold-style-cast;-Wnon-virtual-dtor;-Woverloaded-virtual>
  $<$<AND:$<CONFIG:Release>,$<COMPILE_LANGUAGE:CXX>>:-Wno-restrict>
  $<$<BOOL:${SUANWANG_WERROR}>:-Werror>)
target_compile_definitions(suanwang_warnings INTERFACE $<$<BOOL:${SUANWANG_CHECKS}>:SUANWANG_CHECKS=1>)

# No string casts behind one's back, no keyword macros, in everything that sees Qt.
add_library(suanwang_qt_rules INTERFACE)
target_compile_definitions(suanwang_qt_rules INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_KEYWORDS)

# suanwang_library(<target> SOURCES ... [PUBLIC libs...] [PRIVATE libs...])
function(suanwang_library target)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${target} STATIC ${arg_SOURCES})
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(${target} PUBLIC ${arg_PUBLIC} PRIVATE suanwang_warnings ${arg_PRIVATE})
endfunction()

# suanwang_moc_sources(<target> sources...): moc of the sources that include their own .moc. Test programs have their
# objects there; AUTOMOC would compile a file more and run a scan for each of the two hundred.
function(suanwang_moc_sources target)
  foreach(source IN LISTS ARGN)
    if(NOT source MATCHES "\\.cpp$")
      continue()
    endif()
    get_filename_component(stem ${source} NAME_WE)
    file(STRINGS ${source} includes REGEX "^#include \"${stem}\\.moc\"")
    if(includes)
      set(moc ${CMAKE_CURRENT_BINARY_DIR}/${target}_moc/${stem}.moc)
      qt6_generate_moc(${source} ${moc} TARGET ${target})
      target_sources(${target} PRIVATE ${moc})
      target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/${target}_moc)
    endif()
  endforeach()
endfunction()

# All that ThreadSanitizer runs: programs labelled `threads`.
add_custom_target(thread_tests)

# suanwang_test(<name> LABELS twin|models|gui|threads|slow... SOURCES ... LIBS ... [TIMEOUT s])
# A Qt Test program, run offscreen with a fixed locale and time zone. One that skips all its tests (what it compares with
# is not installed) counts as skipped: nothing passed but initTestCase and cleanupTestCase, or not even those.
function(suanwang_test name)
  cmake_parse_arguments(arg "" "TIMEOUT" "LABELS;SOURCES;LIBS" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 60)
  endif()
  math(EXPR arg_TIMEOUT "${arg_TIMEOUT} * ${SUANWANG_TEST_PATIENCE}")
  add_executable(${name} ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  suanwang_moc_sources(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LIBS} suanwang_warnings suanwang_test_places suanwang_test_patience Qt6::Test)
  target_compile_definitions(${name} PRIVATE QT_NO_KEYWORDS QT_NO_FOREACH)
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
  separate_arguments(flags NATIVE_COMMAND "${SUANWANG_TEST_FLAGS}")
  target_compile_options(${name} PRIVATE ${flags})
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT}
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TZ=UTC;TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/tsan.supp:die_after_fork=0")
  set_tests_properties(${name} PROPERTIES SKIP_REGULAR_EXPRESSION "Totals: [0-2] passed, 0 failed, [1-9][0-9]* skipped")
  if("threads" IN_LIST arg_LABELS)
    add_dependencies(thread_tests ${name})
  endif()
endfunction()

# suanwang_embed(<target> SYMBOL FILE): the file's bytes as `kSymbolBegin`, `kSymbolEnd` (see twin/support/resource.cpp).
function(suanwang_embed target symbol file)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/embed_${symbol}.c)
  file(WRITE ${source}
"__asm__(\".section .rodata\\n\"
        \".global suanwang_${symbol}_begin\\n\"
        \".global suanwang_${symbol}_end\\n\"
        \".balign 16\\n\"
        \"suanwang_${symbol}_begin:\\n\"
        \".incbin \\\"${file}\\\"\\n\"
        \"suanwang_${symbol}_end:\\n\"
        \".byte 0\\n\"
        \".previous\\n\");
")
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS ${file})
  target_sources(${target} PRIVATE ${source})
endfunction()
