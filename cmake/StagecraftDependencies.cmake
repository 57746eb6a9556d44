# SPDX-FileCopyrightText: 2026 Stagecraft contributors
# SPDX-License-Identifier: MIT
# Everything that Stagecraft takes from the distribution, in one place.
find_package(Qt6 6.8 REQUIRED COMPONENTS Core Network LinguistTools)
if(STAGECRAFT_GUI)
  find_package(Qt6 6.8 REQUIRED COMPONENTS Widgets Svg)
  find_package(KF6SyntaxHighlighting REQUIRED)
  find_package(Qt6Keychain REQUIRED)
endif()
if(STAGECRAFT_TESTS OR STAGECRAFT_BENCH)
  find_package(Qt6 6.8 REQUIRED COMPONENTS Test)
endif()
if(STAGECRAFT_TESTS)
  find_package(yaml-cpp REQUIRED) # a second opinion on what our own parser reads
endif()
qt_standard_project_setup(REQUIRES 6.8)

find_package(PkgConfig REQUIRED)
pkg_check_modules(libyaml REQUIRED IMPORTED_TARGET yaml-0.1)
find_package(tomlplusplus REQUIRED)
# RE2 comes with some forty libraries of Abseil, which the dynamic linker would load one by one at each start.
set(shared_suffixes ${CMAKE_FIND_LIBRARY_SUFFIXES})
set(CMAKE_FIND_LIBRARY_SUFFIXES .a ${shared_suffixes})
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
set(CMAKE_FIND_LIBRARY_SUFFIXES ${shared_suffixes})
pkg_check_modules(libarchive REQUIRED IMPORTED_TARGET libarchive)
pkg_check_modules(libgit2 REQUIRED IMPORTED_TARGET libgit2)
