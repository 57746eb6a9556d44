// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Rows of text as a table for people or as CSV (RFC 4180 quoting) for programs. The first row is the heading.
#pragma once

#include <QList>
#include <QStringList>

namespace stagecraft::cli {

QString toTable(const QList<QStringList> &rows);
QString toCsv(const QList<QStringList> &rows);

} // namespace stagecraft::cli
