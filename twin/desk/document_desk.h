#pragma once

#include "twin/desk/desk_store.h"

namespace twin::desk {

/// The rules of documents and their versions, over the rows that a store keeps: all stores do and say alike.
class DocumentDesk : public DeskStore
{
  public:
    [[nodiscard]] Result<DocumentInfo> putDocument(const Document& document, std::uint64_t after) final;
    [[nodiscard]] Result<DocumentInfo> removeDocument(const DocumentInfo& by, std::uint64_t after) final;

  protected:
    /// All or nothing, alone among those who write.
    [[nodiscard]] virtual Result<> transact(const std::function<Result<>()>& work) = 0;
    // The rest runs within it.
    /// The newest version there is; one of number 0 when the name is new.
    [[nodiscard]] virtual Result<DocumentInfo> newest(const std::string& name) = 0;
    /// Where kMaxDocuments names are, forgets the one that was removed first. Errors: TooLarge (none was).
    [[nodiscard]] virtual Result<> makeRoomForName(const std::string& name) = 0;
    [[nodiscard]] virtual Result<> insertVersion(const Document& document) = 0;
    [[nodiscard]] virtual Result<> forgetVersions(const std::string& name, std::uint64_t upTo) = 0;

  private:
    [[nodiscard]] Result<DocumentInfo> addVersion(Document document, std::uint64_t after);
};

} // namespace twin::desk
