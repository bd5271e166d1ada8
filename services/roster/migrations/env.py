from services.common.storage.migrate import run
from services.roster.models import Base

run(Base.metadata)
