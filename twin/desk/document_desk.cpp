#include "twin/desk/document_desk.h"

#include "twin/desk/desk_rules.h"

#include <utility>

namespace twin::desk {

Result<DocumentInfo> DocumentDesk::addVersion(Document document, std::uint64_t after)
{
    const std::string name = document.info.name;
    const auto before = newest(name);
    if (!before) {
        return failure(before.error());
    }
    auto done = checkAfter(*before, name, after);
    if (done && before->version == 0) {
        done = makeRoomForName(name);
    }
    document.info.version = before->version + 1;
    if (done) {
        done = insertVersion(document);
    }
    if (done && document.info.version > kVersionsKept) {
        done = forgetVersions(name, document.info.version - kVersionsKept);
    }
    return done ? Result<DocumentInfo>(document.info) : failure(std::move(done.error()));
}

Result<DocumentInfo> DocumentDesk::putDocument(const Document& document, std::uint64_t after)
{
    if (auto checked = checkDocument(document.info, document.bytes.size()); !checked) {
        return failure(std::move(checked.error()));
    }
    const Document kept = withHash(document);
    Result<DocumentInfo> out;
    const auto done = transact([&]() -> Result<> {
        out = addVersion(kept, after);
        return out ? Result<>() : failure(out.error());
    });
    return done ? out : failure(done.error());
}

Result<DocumentInfo> DocumentDesk::removeDocument(const DocumentInfo& by, std::uint64_t after)
{
    if (auto checked = checkDocument(by, 0); !checked) {
        return failure(std::move(checked.error()));
    }
    Result<DocumentInfo> out;
    const auto done = transact([&]() -> Result<> {
        const auto before = newest(by.name);
        if (!before) {
            return failure(before.error());
        }
        if (before->version == 0 || before->sha256.empty()) {
            return failure(noDocument(by.name, 0));
        }
        out = addVersion({{by.name, 0, by.author, by.time, {}, 0}, {}}, after);
        return out ? Result<>() : failure(out.error());
    });
    return done ? out : failure(done.error());
}

} // namespace twin::desk
