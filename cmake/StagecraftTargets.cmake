# SPDX-FileCopyrightText: 2026 Stagecraft contributors
# SPDX-License-Identifier: MIT
# The three kinds of target (library, program, test) and the settings that all of them share.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

find_program(STAGECRAFT_CCACHE ccache)
if(STAGECRAFT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${STAGECRAFT_CCACHE}")
endif()
find_program(STAGECRAFT_MOLD mold)
if(STAGECRAFT_MOLD AND NOT CMAKE_LINKER_TYPE)
  set(CMAKE_LINKER_TYPE MOLD)
endif()

add_library(stagecraft_common INTERFACE)
target_include_directories(stagecraft_common INTERFACE "${CMAKE_SOURCE_DIR}" "${CMAKE_BINARY_DIR}")
target_compile_options(stagecraft_common INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wold-style-cast -Wcast-qual -Wnon-virtual-dtor -Woverloaded-virtual
  -Wextra-semi -Wunused -Werror)
target_compile_definitions(stagecraft_common INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CONTEXTLESS_CONNECT QT_NO_FOREACH QT_NO_KEYWORDS
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_UP_TO=0x060800
  $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
if(STAGECRAFT_SANITIZE)
  target_compile_options(stagecraft_common INTERFACE
    -fsanitize=${STAGECRAFT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(stagecraft_common INTERFACE -fsanitize=${STAGECRAFT_SANITIZE})
endif()

# stagecraft_library(NAME [LINKS target...]): a static library of all sources of the calling folder.
# Core libraries are called stagecraft_<folder>, ui libraries stagecraft_ui_<folder>.
function(stagecraft_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINKS")
  file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
  add_library(${name} STATIC ${sources})
  target_link_libraries(${name} PUBLIC stagecraft_common ${arg_LINKS})
endfunction()

# stagecraft_test(NAME SOURCE file [LINKS target...]): one Qt Test program, registered with CTest.
function(stagecraft_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "SOURCE" "LINKS")
  add_executable(${name} ${arg_SOURCE})
  target_link_libraries(${name} PRIVATE stagecraft_common ${arg_LINKS} Qt6::Test)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin/tests")
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT 300
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen:configfile=${CMAKE_SOURCE_DIR}/tests/support/screen.json;LC_ALL=C.UTF-8;STAGECRAFT_SOURCE_DIR=${CMAKE_SOURCE_DIR}")
  # Tests that share the Docker engine run one after the other: they compare what is in it before and after.
  if(name MATCHES "^tst_(docker|e2e)_")
    set_tests_properties(${name} PROPERTIES LABELS docker RESOURCE_LOCK docker)
  endif()
endfunction()
