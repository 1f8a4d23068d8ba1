#include "twin/desk/desk_rules.h"

#include "twin/support/csv.h"
#include "twin/support/sha256.h"
#include "twin/support/text_encoding.h"

#include <algorithm>
#include <utility>

namespace twin::desk {

Result<> checkEntries(std::span<const Entry> entries)
{
    if (entries.size() > kMaxAppend) {
        return failure(ErrorCode::TooLarge, std::to_string(entries.size()) + " entries at once, at most " +
                                                std::to_string(kMaxAppend));
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (auto checked = checkEntry(entries[i]); !checked) {
            return failure(checked.error().code, "entry " + std::to_string(i + 1) + " of " +
                                                     std::to_string(entries.size()) + ": " +
                                                     checked.error().reason);
        }
    }
    return {};
}

Result<> checkDocument(const DocumentInfo& info, std::size_t bytes)
{
    const auto isControl = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    };
    if (info.name.empty() || !isUtf8(info.name) || std::ranges::any_of(info.name, isControl)) {
        return failure(ErrorCode::BadInput, "a document's name is text of one line");
    }
    if (info.name.size() > kMaxDocumentName) {
        return failure(ErrorCode::TooLarge, "a document's name has " + std::to_string(info.name.size()) +
                                                " bytes, at most " + std::to_string(kMaxDocumentName));
    }
    if (info.author.empty() || info.author.size() > kMaxSeatBytes || !isUtf8(info.author) || info.time <= 0) {
        return failure(ErrorCode::BadInput, quoted(info.name) + " has no author and time");
    }
    if (bytes > kMaxDocumentBytes) {
        return failure(ErrorCode::TooLarge, quoted(info.name) + " has " + std::to_string(bytes) +
                                                " bytes, at most " + std::to_string(kMaxDocumentBytes) +
                                                " are kept");
    }
    return {};
}

Result<> checkAfter(const DocumentInfo& newest, const std::string& name, std::uint64_t after)
{
    // Who has seen that it was removed, or never knew it, begins anew with 0.
    const bool isGone = newest.sha256.empty() && after == 0;
    if (newest.version == after || isGone) {
        return {};
    }
    if (newest.version == 0) {
        return failure(ErrorCode::Invalid, quoted(name) + " is not there (any more); save it as a new one");
    }
    return failure(ErrorCode::Invalid, quoted(name) + " was changed meanwhile: version " +
                                           std::to_string(newest.version) + " is by " + newest.author +
                                           ", not the version " + std::to_string(after) +
                                           " this one began from; nothing was overwritten");
}

Document withHash(Document document)
{
    document.info.bytes = document.bytes.size();
    document.info.sha256 = sha256Hex(document.bytes);
    return document;
}

Error noDocument(const std::string& name, std::uint64_t version)
{
    return {ErrorCode::NotFound,
            "no document " + quoted(name) +
                (version == 0 ? std::string() : " of version " + std::to_string(version)),
            {},
            0,
            0};
}

Result<Document> checkedDocument(Document document, const std::string& name, std::uint64_t version)
{
    if (document.info.version == 0 || document.info.sha256.empty()) {
        return failure(noDocument(name, version));
    }
    if (sha256Hex(document.bytes) != document.info.sha256) {
        return failure(ErrorCode::BadInput,
                       quoted(name) + " is damaged in the store: its SHA-256 does not fit");
    }
    return document;
}

tl::unexpected<Error> tooManyDocuments(const std::string& name)
{
    return failure(ErrorCode::TooLarge, quoted(name) + " would be one document too many: a store keeps " +
                                            std::to_string(kMaxDocuments));
}

} // namespace twin::desk
