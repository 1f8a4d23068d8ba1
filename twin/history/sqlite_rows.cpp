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

Result<std::optional<Checkpoint>> readCheckpoint(Statement& rows)
{
    std::optional<Checkpoint> out;
    auto done = forEachRow(rows, [&](const Statement& row) -> Result<bool> {
        out = Checkpoint{
            fromSql(row.integer(0)),   row.integer(1),           row.integer(2), fromSql(row.integer(3)),
            std::string(row.bytes(4)), std::string(row.bytes(5))};
        return false;
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    return out;
}

Result<std::vector<EventRow>> readEvents(Statement& rows)
{
    std::vector<EventRow> out;
    auto done = forEachRow(rows, [&](const Statement& row) -> Result<bool> {
        out.push_back({fromSql(row.integer(0)), row.integer(1), row.integer(2), std::string(row.bytes(3)),
                       fromSql(row.integer(4)), fromSql(row.integer(5)), std::string(row.bytes(6))});
        return true;
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    return out;
}

} // namespace twin::history
