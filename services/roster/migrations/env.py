from services.common.storage.migrate import run
from services.roster.store.models import Base

run(Base.metadata)
