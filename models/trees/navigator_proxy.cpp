#include "models/trees/navigator_model.h"

namespace models {

NavigatorProxy::NavigatorProxy(NavigatorModel& model, EntityFilter& filter, QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
    , m_filter(filter)
{
    setDynamicSortFilter(false); // figures change all the time, what passes does not
    setRecursiveFilteringEnabled(true);
    setSortRole(SortRole);
    setSourceModel(&model);
    model.setFilter(filter);
    connect(&filter, &EntityFilter::changed, this, [this] { invalidateFilter(); });
}

QModelIndex NavigatorProxy::indexOf(const EntityKey& key) const
{
    return mapFromSource(m_model.indexOf(key));
}

void NavigatorProxy::setText(const QString& text)
{
    if (m_text != text) {
        m_text = text;
        invalidateFilter();
    }
}

bool NavigatorProxy::filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const
{
    const QModelIndex row = m_model.index(sourceRow, NavigatorModel::NameColumn, sourceParent);
    if (!m_filter.spec().isEmpty() && !m_model.passes(m_filter, row)) {
        return false;
    }
    if (m_text.isEmpty()) {
        return true;
    }
    // A hit keeps everything below it: whoever looks for an enterprise wants its pools.
    for (QModelIndex at = row; at.isValid(); at = at.parent()) {
        if (m_model.isNamed(at, m_text)) {
            return true;
        }
    }
    return false;
}

} // namespace models
