#include "twin/history/sqlite_rows.h"

#include <utility>

namespace twin::history {

Result<> forEachRow(Statement& rows, const std::function<Result<bool>(const Statement&)>& visit)
{
    while (true) {
        const auto row = rows.step();
        if (!row) {
            return failure(row.error());
        }
        if (!*row) {
            rows.reset();
            return {};
        }
        auto goesOn = visit(rows);
        if (!goesOn || !*goesOn) {
            rows.reset();
            return goesOn ? Result<>() : Result<>(failure(std::move(goesOn.error())));
        }
    }
}

} // namespace twin::history
